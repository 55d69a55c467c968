"""How are the people, stages and facts of a brief told in finished mrkdwn?"""

from collections.abc import Sequence
from datetime import datetime

from bot.views.mrkdwn import approver, date, escaped, mention, quoted
from workflow.brief import Brief, Handover
from workflow.course import voters
from workflow.drafting.words import count, one_line
from workflow.events import Approved, ChangesRequested, Declined, Remark
from workflow.inputs import CAMPAIGN
from workflow.kinds.registry import noun_of, sections_of
from workflow.links import Link
from workflow.quorum import missing
from workflow.seats import holders
from workflow.team import Stage

MOST_NAMED = 8
LONGEST_QUOTE = 2000
LONGEST_WHY = 300
LONGEST_ANCHOR = 60
LONGEST_NAME = 60
LONGEST_REMARK = 200
MOST_REMARKS = 6
HASH_SHOWN = 8

_SHARES = {"all": "everybody of them", "majority": "more than half of them"}
_UNITS = {"s": "working second", "m": "working minute", "h": "working hour", "d": "working day"}


def name(brief: Brief, limit: int = 600) -> str:
    """Return what the brief is called."""
    return escaped(called(brief), limit)


def called(brief: Brief) -> str:
    """Return a brief's name as it was typed, and what it is where it is no campaign brief."""
    return brief.name if brief.workflow == CAMPAIGN else f"{brief.name} ({noun(brief)})"


def noun(brief: Brief) -> str:
    """Return what people call it, in small letters: a brief, or what its workflow says."""
    return noun_of(brief.workflow)


def who(brief: Brief, person: str) -> str:
    """Return what people call somebody who acted; of who came by a link their name, and who vouches for it."""
    link = brief.link(person)
    if link is None:
        return mention(person)
    maker = f"{mention(link.by)}, the author" if link.by == brief.author else mention(link.by)
    return f"{by_name(link)} (by a link from {maker})"


def by_name(link: Link) -> str:
    """Return the name of somebody without Slack."""
    return escaped(link.name, LONGEST_NAME)


def title(brief: Brief, stage: str, limit: int = 300) -> str:
    """Return the title of a stage of the brief's chain."""
    known = brief.stage_named(stage)
    return escaped(known.title if known else stage, limit)


def short_hash(brief: Brief, revision: int) -> str:
    """Return the beginning of the content hash of `revision`, as the document's header shows it."""
    return brief.written(revision).content_hash[:HASH_SHOWN]


def exactly(brief: Brief, revision: int) -> str:
    """Return the revision and the content that an approval binds to."""
    return f"revision {revision} (content {short_hash(brief, revision)})"


def working_time(sla: str) -> str:
    """Return the SLA of a team file as people say it: `8 working hours`."""
    return count(int(sla[:-1]), _UNITS[sla[-1]])


def listed(names: Sequence[str], word: str) -> str:
    """Return one name or more as people list them, `word` before the last; of very many, the first few."""
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], count(len(names) - MOST_NAMED, "other")]
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def deciders(brief: Brief, stage: Stage) -> str:
    """Return who can decide at `stage`, which the brief's author can only where the team allows it.

    Whoever a request was reassigned to stands in the place of whoever was asked.
    """
    author = set() if brief.self_approval else {brief.author, f"{brief.workspace}/{brief.author}"}
    moved = dict(holders(brief.handover(stage.name, brief.revision)))
    named = [moved.pop(entry, entry) for entry in stage.approvers if entry not in author]
    others = [approver(entry) for entry in [*named, *moved.values()]]
    word = "and" if stage.required == "all" else "or"
    return listed(others, word) if others else "nobody, since no approver other than the author is listed"


def approved_so_far(brief: Brief, handover: Handover) -> str | None:
    """Return how many of the approvals that a stage needs are given and missing, and by whom; None while one does."""
    stage = brief.stage_named(handover.stage)
    if stage is None or stage.required in {1, "any"}:
        return None
    given = brief.approvals_of(handover.stage, handover.revision)
    left = handover.missing
    if left is None:
        voices = brief.voices_of(handover.stage, handover.revision)
        left = missing(stage.required, voices, voters(brief, stage))
    if left is None:
        return f"none so far; {_SHARES[str(stage.required)]} must approve"
    if not given:
        return f"0 of {left} so far" if left > 1 else None
    names = listed([by(brief, one).rstrip(",") for one in given], "and")
    return f"{len(given)} of {len(given) + left}, by {names}; {left} more needed"


def approval(brief: Brief, one: Approved) -> str:
    """Return who approved exactly what, and when."""
    own = f", their own {noun(brief)}, as the team allows" if one.is_own else ""
    words = date(one.at, f"approved revision {one.revision}, ")
    return f"{by(brief, one)} {words} (content {one.content_hash[:HASH_SHOWN]}){own}."


def by(brief: Brief, event: Approved | ChangesRequested | Declined) -> str:
    """Return who decided, and in whose place if it was another's."""
    if event.on_behalf_of is None:
        return who(brief, event.by)
    return f"{mention(event.by)}, in {mention(event.on_behalf_of)}’s place,"


def sent_on(brief: Brief, handover: Handover) -> list[str]:
    """Return the titles of the stages to which the approval of `handover` sent the brief."""
    later = brief.handovers[brief.handovers.index(handover) + 1 :]
    sent = [stay for stay in later if (stay.revision, stay.handed_over_at) == (handover.revision, handover.closed_at)]
    return [title(brief, stay.stage) for stay in sent]


def section_label(section: str, workflow: str = CAMPAIGN) -> str:
    """Return the heading of the section that the log calls `section`."""
    return sections_of(workflow).get(section, section)


def request(brief: Brief, change: ChangesRequested, at: datetime | None = None) -> str:
    """Return who asked for which changes, and when if `at` is given, their note quoted."""
    where = [title(brief, change.stage), *([section_label(change.section, brief.workflow)] if change.section else [])]
    words = f"asked for changes to revision {change.revision}"
    asked = date(at, f"{words}, ") if at else words
    what = remarked(change.remarks, MOST_REMARKS) if change.remarks else [quoted(change.note, LONGEST_QUOTE)]
    return "\n".join([f"{by(brief, change)} {asked} ({', '.join(where)}):", *what]) + _because(change)


def remarked(remarks: Sequence[Remark], most: int) -> list[str]:
    """Return what was remarked in a margin, one line each: section, who, about which words; the first `most`."""
    lines = [f"• {_remark(one)}" for one in remarks[:most]]
    left = len(remarks) - most
    return [*lines, f"• and {count(left, 'more remark')}, in the document"] if left > 0 else lines


def _remark(remark: Remark) -> str:
    where = section_label(remark.section) if remark.section else "The whole brief"
    about = f", on “{escaped(one_line(remark.about), LONGEST_ANCHOR)}”" if remark.about else ""
    by = escaped(remark.by or "Somebody", LONGEST_NAME)
    why = f" (_why:_ {escaped(one_line(remark.why), LONGEST_REMARK)})" if remark.why else ""
    return f"*{where}*, {by}{about}: {escaped(one_line(remark.note), LONGEST_REMARK)}{why}"


def _because(change: ChangesRequested) -> str:
    return f"\n*Why:* {escaped(one_line(change.why), LONGEST_WHY)}" if change.why else ""


def return_of(brief: Brief, stage: str, revision: int, where: str) -> str:
    """Return where the revision that `stage` asks for will go, and, inside, what sends it back to the first stage."""
    back = f"Baton writes revision {revision} and brings it back {where}."
    first = brief.chain[0]
    if stage == first.name or not brief.material or brief.is_outside(stage):
        return back
    return f"{back} A change of {listed(_material(brief), 'or')} begins again at {title(brief, first.name)}."


def _material(brief: Brief) -> list[str]:
    """Return what a team, or another workflow, holds for material: there those are sections."""
    if brief.workflow == CAMPAIGN:
        return list(brief.material)
    return [f"“{section_label(section, brief.workflow)}”" for section in brief.material]


def footer(brief: Brief, revision: int) -> str:
    """Return what names exactly this revision: the brief's id, the number, the content hash."""
    parts = [brief.id]
    if revision:
        parts += [f"revision {revision}", f"content {short_hash(brief, revision)}"]
    if 0 < revision < brief.revision:
        parts.append(f"the newest is revision {brief.revision}")
    return " · ".join(parts)
