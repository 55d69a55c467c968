"""Under which numbers are sources cited, and which claims does a draft make?"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.channels import Channel
from workflow.draft import Basis, Claim, Draft, SectionNote, Source
from workflow.drafting.playbook import STANDARD, Playbook, checked
from workflow.drafting.port import Assignment, ChangeRequest
from workflow.drafting.words import day, quote
from workflow.entry import CHECKED
from workflow.guidance import Guidance
from workflow.library import ITEM_ID, Item, PriorCampaign
from workflow.values import Value

GUIDANCE_PLACE = "team/guidance/"
"""How the locator of a source begins that is the team's standing guidance."""

_LIBRARY = re.compile(rf"library/({ITEM_ID.pattern}),")


@dataclass(frozen=True)
class Shelf:
    """The sources that a draft may cite, by what they are about.

    Attributes:
        request: id of the author's own answers.
        planning: id of the playbook's planning rules.
        channels: ids of the channels' playbook entries.
        changes: ids of the requests for changes, oldest first.
        library: ids of the earlier campaigns and the research, by their ids in the library.
        guidance: ids of the team's standing guidance, by its numbers.
        playbook: what the channels' entries say.
        listed: every source, in the order of its number.
    """

    request: str
    planning: str
    channels: Mapping[Channel, str]
    changes: Sequence[str]
    listed: tuple[Source, ...]
    library: Mapping[str, str] = field(default_factory=dict)
    playbook: Playbook = STANDARD
    guidance: Mapping[int, str] = field(default_factory=dict)

    def asked(self, text: str) -> Claim:
        """Return a claim that rests on the author's answers."""
        return Claim(text=text, basis=Basis.REQUEST, sources=(self.request,))

    def worked_out(self, text: str, *more: str) -> Claim:
        """Return a claim that follows by arithmetic from the author's answers and the sources `more`."""
        return Claim(text=text, basis=Basis.CALCULATED, sources=(self.request, *more))

    def played(self, text: str, channel: Channel) -> Claim:
        """Return a claim that rests on the playbook's entry for `channel`."""
        return Claim(text=text, basis=Basis.PLAYBOOK, sources=(self.channels[channel],))

    def quoted(self, text: str, item: Item) -> Claim:
        """Return a claim in the words of an item of the library."""
        return Claim(text=text, basis=Basis.QUOTED, sources=(self.library[item.id],))

    def proved(self, text: str, *items: Item) -> Claim:
        """Return a claim that follows by arithmetic from items of the library."""
        return Claim(text=text, basis=Basis.CALCULATED, sources=self.of(items))

    def of(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Return the sources that items of the library are cited under."""
        return tuple(self.library[item.id] for item in items)

    def planned(self, text: str) -> Claim:
        """Return a claim that rests on the playbook's planning rules."""
        return Claim(text=text, basis=Basis.PLAYBOOK, sources=(self.planning,))


def judged(text: str) -> Claim:
    """Return a claim that is a proposal for people to weigh."""
    return Claim(text=text, basis=Basis.JUDGEMENT)


def shelve(assignment: Assignment) -> Shelf:
    """Return the numbered sources of a draft: the request, the playbook, the requests for changes, the library."""
    channels, items = assignment.campaign.channels, tuple(assignment.evidence.items)
    described = [
        (f"Request form, filled in by {assignment.author}; all that carries no mark rests on it", "request/form"),
        ("Channel playbook: planning rules", f"playbook/planning, checked {CHECKED}"),
        *((_playbook_title(channel, assignment), _playbook_locator(channel, assignment)) for channel in channels),
        *((_change_title(change, assignment), f"request/changes/{change.revision}") for change in assignment.changes),
        *((_item_title(item), library_locator(item)) for item in items),
        *((_guidance_title(one), f"{GUIDANCE_PLACE}{one.number}") for one in assignment.guidance),
    ]
    listed = tuple(
        Source(id=f"S{number}", title=title, locator=locator)
        for number, (title, locator) in enumerate(described, start=1)
    )
    ids = [source.id for source in listed]
    after_channels = 2 + len(channels)
    after_changes = after_channels + len(assignment.changes)
    after_items = after_changes + len(items)
    return Shelf(
        request=ids[0],
        planning=ids[1],
        channels=dict(zip(channels, ids[2:after_channels], strict=True)),
        changes=ids[after_channels:after_changes],
        listed=listed,
        library={item.id: source for item, source in zip(items, ids[after_changes:after_items], strict=True)},
        guidance={one.number: source for one, source in zip(assignment.guidance, ids[after_items:], strict=True)},
        playbook=assignment.playbook,
    )


def _playbook_title(channel: Channel, assignment: Assignment) -> str:
    return f"Channel playbook: {channel.label}, after {assignment.playbook.entry(channel).reference}"


def _playbook_locator(channel: Channel, assignment: Assignment) -> str:
    return f"playbook/{channel.value}, {checked(assignment.playbook.entry(channel), assignment.today)}"


def _item_title(item: Item) -> str:
    if isinstance(item, PriorCampaign):
        return f"Prior campaign: {item.name}"
    return f"Audience research: {item.title}"


def _guidance_title(one: Guidance) -> str:
    return f"Standing guidance of the team, accepted by {one.accepted_by} on {day(one.accepted_at.date())}"


def standing(guidance: Sequence[Guidance], shelf: Shelf) -> tuple[SectionNote, ...]:
    """Return the team's standing guidance as notes in the sections that it is for, word for word."""
    return tuple(
        SectionNote(
            section=one.section,
            claim=Claim(
                text=f"The team’s standing guidance: {quote(one.text)}.",
                basis=Basis.QUOTED,
                sources=(shelf.guidance[one.number],),
            ),
        )
        for one in guidance
    )


def library_locator(item: Item) -> str:
    """Return where an item of the library is kept, as a source's locator says it."""
    return f"library/{item.id}, {item.origin.file}, {item.origin.place}"


def library_id(source: Source) -> str | None:
    """Return the id in the library that a source leads to, or None where it leads elsewhere."""
    found = _LIBRARY.match(source.locator)
    return found[1] if found else None


def _change_title(change: ChangeRequest, assignment: Assignment) -> str:
    who = assignment.names.get(change.by, change.by)
    return f"Changes requested by {who} at {stage_title(change.stage, assignment)}, revision {change.revision}"


def stage_title(name: str, assignment: Assignment) -> str:
    """Return the title of the stage called `name`, or its name where the chain no longer has it."""
    return next((stage.title for stage in assignment.chain if stage.name == name), name)


def claims(value: object) -> Iterator[Claim]:
    """Yield every claim that a part of a draft, or a whole one, makes."""
    if isinstance(value, Claim):
        yield value
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from claims(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from claims(item)


def free_number(sources: Iterable[Source]) -> int:
    """Return the number from which on no source is called `S…`."""
    numbers = (source.id.removeprefix("S") for source in sources)
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def cited(draft: Draft) -> Draft:
    """Return the draft without the sources that none of its claims cites."""
    used = {source for claim in claims(draft) for source in claim.sources}
    return draft.model_copy(update={"sources": tuple(source for source in draft.sources if source.id in used)})
