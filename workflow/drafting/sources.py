"""Under which numbers are sources cited, and which claims does a draft make?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.channels import Channel
from workflow.draft import Basis, Claim, Draft, Source
from workflow.drafting.entry import CHECKED
from workflow.drafting.playbook import entry
from workflow.drafting.port import Assignment, ChangeRequest
from workflow.values import Value


@dataclass(frozen=True)
class Shelf:
    """The sources that a draft may cite, by what they are about.

    Attributes:
        request: id of the author's own answers.
        planning: id of the playbook's planning rules.
        channels: ids of the channels' playbook entries.
        changes: ids of the requests for changes, oldest first.
        listed: every source, in the order of its number.
    """

    request: str
    planning: str
    channels: Mapping[Channel, str]
    changes: Sequence[str]
    listed: tuple[Source, ...]

    def asked(self, text: str) -> Claim:
        """Return a claim that rests on the author's answers."""
        return Claim(text=text, basis=Basis.REQUEST, sources=(self.request,))

    def worked_out(self, text: str, *more: str) -> Claim:
        """Return a claim that follows by arithmetic from the author's answers and the sources `more`."""
        return Claim(text=text, basis=Basis.CALCULATED, sources=(self.request, *more))

    def played(self, text: str, channel: Channel) -> Claim:
        """Return a claim that rests on the playbook's entry for `channel`."""
        return Claim(text=text, basis=Basis.PLAYBOOK, sources=(self.channels[channel],))

    def planned(self, text: str) -> Claim:
        """Return a claim that rests on the playbook's planning rules."""
        return Claim(text=text, basis=Basis.PLAYBOOK, sources=(self.planning,))


def judged(text: str) -> Claim:
    """Return a claim that is a proposal for people to weigh."""
    return Claim(text=text, basis=Basis.JUDGEMENT)


def shelve(assignment: Assignment) -> Shelf:
    """Return the numbered sources of a draft: the request, the playbook, the requests for changes."""
    channels = assignment.campaign.channels
    described = [
        ("Request form, filled in by " + assignment.author, "request/form"),
        ("Channel playbook: planning rules", f"playbook/planning, checked {CHECKED}"),
        *((_playbook_title(channel), _playbook_locator(channel)) for channel in channels),
        *((_change_title(change, assignment), f"request/changes/{change.revision}") for change in assignment.changes),
    ]
    listed = tuple(
        Source(id=f"S{number}", title=title, locator=locator)
        for number, (title, locator) in enumerate(described, start=1)
    )
    ids = [source.id for source in listed]
    split = 2 + len(channels)
    return Shelf(ids[0], ids[1], dict(zip(channels, ids[2:split], strict=True)), ids[split:], listed)


def _playbook_title(channel: Channel) -> str:
    return f"Channel playbook: {channel.label}, after {entry(channel).reference}"


def _playbook_locator(channel: Channel) -> str:
    return f"playbook/{channel.value}, checked {entry(channel).checked}"


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


def cited(draft: Draft) -> Draft:
    """Return the draft without the sources that none of its claims cites."""
    used = {source for claim in claims(draft) for source in claim.sources}
    return draft.model_copy(update={"sources": tuple(source for source in draft.sources if source.id in used)})
