"""What does each page say to somebody who comes by a link?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml.html.builder import E

from bot.pages import html
from bot.pages.html import Node
from bot.pages.reading import Reading
from bot.pages.standing import Finds, Visit
from bot.views.changes_modal import LONGEST_NOTE, changeable
from bot.views.wording import exactly, noun
from workflow.brief import Brief
from workflow.drafting.words import day, one_line
from workflow.events import Approved, ChangesRequested

ASKED_FOR = "You asked for changes to revision {0}"


@dataclass(frozen=True)
class Papers:
    """What can be fetched beside the page, and when the decision is due."""

    address: str
    due_at: datetime | None = None
    has_pdf: bool = False


@dataclass(frozen=True)
class Typed:
    """What somebody typed into the form for changes."""

    note: str = ""
    section: str | None = None


def brief_page(visit: Visit, papers: Papers, reading: Reading) -> bytes:
    """Return the page of a link: what is asked, what became of it, and the brief itself where it may be read."""
    brief = visit.brief
    content = [_head(visit, papers, reading), _told(visit, papers)]
    if visit.may_read:
        content += [html.block("sheet", _downloads(papers), *reading.parts)]
        content += [_decide(papers, "Have you read it?")] if visit.finds is Finds.TO_DECIDE else []
    return html.page(f"{brief.name}: {_WORD[visit.finds]}", content)


def _head(visit: Visit, papers: Papers, reading: Reading) -> Node:
    brief = visit.brief
    lines = [
        html.paragraph(f"{brief.team} · {brief.id}", "kicker"),
        html.heading(one_line(brief.name)),
        html.paragraph(f"For {visit.link.name}{_for_how_long(visit)}."),
    ]
    if visit.finds is Finds.TO_DECIDE and visit.handover:
        lines.append(html.paragraph(_asked(visit, papers)))
    return E.header(*lines, *([html.facts(reading.facts)] if visit.may_read else []))


def _for_how_long(visit: Visit) -> str:
    """Say until when the link works, where it still does."""
    if visit.finds is Finds.EXPIRED:
        return f", by a personal link that worked until {_moment(visit.brief, visit.link.until)}"
    if visit.finds in _OVER:
        return ""
    return f", by a personal link that works until {_moment(visit.brief, visit.link.until)}"


def _asked(visit: Visit, papers: Papers) -> str:
    brief, stay = visit.brief, visit.handover
    stage = brief.stage_named(visit.link.stage)
    due = f", by {_moment(brief, papers.due_at)}" if papers.due_at else ""
    what = stage.title if stage else visit.link.stage
    return f"{brief.team} asks you to decide on revision {stay.revision if stay else ''} ({what}){due}."


_OVER = {Finds.COMPLETE, Finds.ENDED, Finds.REVOKED}

_WORD = {
    Finds.TO_DECIDE: "please decide",
    Finds.ON_ITS_WAY: "on its way",
    Finds.NOT_YET: "not here yet",
    Finds.PAUSED: "paused",
    Finds.ACCEPTED: "accepted",
    Finds.ACCEPTED_BY_OTHERS: "accepted",
    Finds.BEING_CHANGED: "being changed",
    Finds.COMPLETE: "complete",
    Finds.ENDED: "ended",
    Finds.REVOKED: "link revoked",
    Finds.EXPIRED: "link expired",
}

_SENTENCES = {
    Finds.ON_ITS_WAY: "A new revision is on its way to you. Please open this page again in a few minutes.",
    Finds.NOT_YET: "This {noun} has not come to you yet; others decide before you. Please open this page again later.",
    Finds.PAUSED: "This {noun} is paused. You can decide again when it goes on; please open this page again later.",
    Finds.ACCEPTED_BY_OTHERS: "This was accepted already, by somebody else who decides here. There is nothing to do.",
    Finds.BEING_CHANGED: "A new revision is being written. This page shows it as soon as it comes to you.",
    Finds.COMPLETE: "This {noun} is complete. There is nothing left to decide.",
    Finds.ENDED: "This {noun} was ended. There is nothing left to decide.",
    Finds.REVOKED: "This link was taken back, so it opens nothing any more. Whoever sent it to you can make a new one.",
    Finds.EXPIRED: "This link has expired, so it opens nothing any more. Whoever sent it to you can make a new one.",
}


def _told(visit: Visit, papers: Papers) -> Node:
    if visit.finds is Finds.TO_DECIDE:
        return _decide(papers, "Your decision", _before(visit))
    sentence = _SENTENCES.get(visit.finds, "").format(noun=noun(visit.brief))
    said = [*_own(visit), *([html.paragraph(sentence)] if sentence else [])]
    return html.block("decide", E.div(*said, role="status", **{"class": "done"}))


def _own(visit: Visit) -> list[Node]:
    """What this person said last, in their own words."""
    own, brief = visit.own, visit.brief
    if own is None or visit.finds in {Finds.REVOKED, Finds.EXPIRED}:
        return []
    when = _moment(brief, own.at)
    if isinstance(own, ChangesRequested):
        return [E.p(E.strong(ASKED_FOR.format(own.revision)), f", {when}:"), E.blockquote(*html.lines(own.note))]
    accepted = E.strong(f"You accepted {exactly(brief, own.revision)}")
    return [E.p(accepted, f", {when}. Thank you."), *_waits_for(visit, own)]


def _waits_for(visit: Visit, own: Approved) -> list[Node]:
    others = visit.finds is Finds.ACCEPTED and visit.handover is not None and visit.handover.is_open and own.missing
    return [html.paragraph("Others who decide here have to accept it as well.")] if others else []


def _before(visit: Visit) -> list[Node]:
    """Say that this is another revision than the one they decided on."""
    own = visit.own
    if own is None or visit.handover is None:
        return []
    asked = isinstance(own, ChangesRequested)
    told = ASKED_FOR.format(own.revision) if asked else f"You accepted {exactly(visit.brief, own.revision)}"
    return [E.div(html.paragraph(f"{told}; revision {visit.handover.revision} is new."), **{"class": "done"})]


def _decide(papers: Papers, title: str, before: Sequence[Node] = ()) -> Node:
    actions = E.div(
        html.action("Accept", f"{papers.address}/accept", "primary"),
        html.action("Ask for changes", f"{papers.address}/changes"),
        **{"class": "actions"},
    )
    return html.block(
        "decide",
        E.h2(title),
        *before,
        actions,
        html.paragraph("You are asked once more before anything is sent.", "small"),
    )


def _downloads(papers: Papers) -> Node:
    kinds = [("Word", "docx"), *([("PDF", "pdf")] if papers.has_pdf else [])]
    links = [E.a(f"Download as {name}", href=f"{papers.address}/brief.{ending}") for name, ending in kinds]
    return E.p(links[0], *(part for link in links[1:] for part in (" · ", link)), **{"class": "small"})


def accept_page(visit: Visit, address: str, seal: str) -> bytes:
    """Return the question that is asked before an acceptance counts."""
    brief, revision = visit.brief, visit.handover.revision if visit.handover else 0
    what = exactly(brief, revision) if revision else "it"
    text = f"You, {visit.link.name}, accept {what} of “{one_line(brief.name)}” exactly as it is."
    asked = html.form(
        f"{address}/accept",
        *html.hidden([("revision", str(revision)), ("seal", seal)]),
        E.div(html.submit("Yes, accept it"), html.action("Not yet", address), **{"class": "actions"}),
    )
    content = html.block("decide", html.heading(f"Accept this {noun(brief)}?"), html.paragraph(text), asked)
    return html.page(f"Accept {brief.name}?", [content])


def changes_page(visit: Visit, address: str, seal: str, typed: Typed, wrong: str = "") -> bytes:
    """Return the form that asks what should change; `wrong` says what has to be mended in it."""
    brief, revision = visit.brief, visit.handover.revision if visit.handover else 0
    area = E.textarea(typed.note, name="note", id="note", required="required", maxlength=str(LONGEST_NOTE), rows="6")
    if wrong:
        area.set("aria-describedby", "wrong")
        area.set("aria-invalid", "true")
    named = changeable(brief).items()
    choices = [E.option(f"The whole {noun(brief)}", value=""), *(_choice(one, typed.section) for one in named)]
    asked = html.form(
        f"{address}/changes",
        *html.hidden([("revision", str(revision)), ("seal", seal)]),
        E.label("What should change?", **{"for": "note"}),
        *([E.p(wrong, id="wrong", role="alert", **{"class": "wrong"})] if wrong else []),
        area,
        E.label("Which section? (optional)", **{"for": "section"}),
        E.select(*choices, name="section", id="section"),
        E.div(html.submit("Go on"), html.action("Back", address), **{"class": "actions"}),
    )
    text = f"“{one_line(brief.name)}”, revision {revision}. The team gets your words as you write them."
    return html.page(
        f"Ask for changes to {brief.name}",
        [html.block("decide", html.heading("Ask for changes"), html.paragraph(text), asked)],
    )


def _choice(named: tuple[str, str], chosen: str | None) -> Node:
    section, label = named
    made = E.option(label, value=section)
    if section == chosen:
        made.set("selected", "selected")
    return made


def sure_page(visit: Visit, address: str, seal: str, typed: Typed) -> bytes:
    """Return the question that is asked before a request for changes counts."""
    brief, revision = visit.brief, visit.handover.revision if visit.handover else 0
    note, section = typed.note, typed.section
    where = f" ({changeable(brief).get(section, section)})" if section else ""
    text = f"You, {visit.link.name}, ask for changes to revision {revision} of “{one_line(brief.name)}”{where}:"
    kept = [("revision", str(revision)), ("seal", seal), ("sure", "yes"), ("note", note)]
    asked = html.form(
        f"{address}/changes",
        *html.hidden([*kept, ("section", section or "")]),
        E.div(html.submit("Yes, send it"), html.action("Start again", f"{address}/changes"), **{"class": "actions"}),
    )
    content = html.block(
        "decide", html.heading("Send this request?"), html.paragraph(text), E.blockquote(*html.lines(note)), asked
    )
    return html.page(f"Ask for changes to {brief.name}?", [content])


def notice_page(title: str, sentence: str, back: str | None = None) -> bytes:
    """Return a page that only says something, with a way back where there is one."""
    onward = [E.div(html.action("Back to your page", back), **{"class": "actions"})] if back else []
    return html.page(title, [html.block("decide", html.heading(title), html.paragraph(sentence), *onward)])


def _moment(brief: Brief, at: datetime) -> str:
    """Return an instant in the team's own time, which is named: a page cannot know the reader's."""
    local = at.astimezone(brief.calendar.zone)
    return f"{local:%a} {day(local.date())}, {local:%H:%M} ({brief.calendar.timezone.replace('_', ' ')})"
