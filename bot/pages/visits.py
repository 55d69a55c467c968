"""How is one request of somebody who comes by a link answered? What they may do is for the rules to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.contents import content_of
from bot.desk import Desk
from bot.documents import file_name, pdf_name
from bot.groups import voters_of
from bot.pages import views
from bot.pages.limits import Gate
from bot.pages.papers import Papers
from bot.pages.reading import NOTHING, Reading, reading_of
from bot.pages.standing import Finds, Visit, visit
from bot.review import due_at
from bot.services import Services
from bot.tokens import Grant, is_same, sealed
from bot.views.changes_modal import LONGEST_NOTE, SHORTEST_NOTE, changeable
from storage.errors import StorageError
from workflow.brief import Brief
from workflow.commands import Approve, RequestChanges
from workflow.errors import VotersUnknown, WorkflowError
from workflow.events import Approved
from workflow.links import WORKSPACE
from workflow.people import Person
from workflow.values import clean

log = structlog.get_logger()

OK, SEE_OTHER, FORBIDDEN, NOT_FOUND, CONFLICT, GONE, TOO_MANY, BUSY = 200, 303, 403, 404, 409, 410, 429, 503
HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Asked:
    """A request: `deed` is what stands behind the token in the address; a `form` only came with a press of a button."""

    token: str
    deed: str = ""
    form: Mapping[str, str] | None = None
    is_look: bool = True

    @property
    def address(self) -> str:
        """The address of the link's page on this host."""
        return f"/link/{self.token}"


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes
    status: int = OK
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


def _notice(status: int, title: str, sentence: str, back: str | None = None) -> Answer:
    return Answer(views.notice_page(title, sentence, back), status)


def too_many() -> Answer:
    """Return what somebody is told who asks too often."""
    text = "This page was asked for very often just now. Please wait a minute and open it again."
    return Answer(views.notice_page("A moment, please", text), TOO_MANY, headers={"Retry-After": "60"})


def busy() -> Answer:
    """Return what somebody is told while too many ask at once."""
    text = "Many people are here just now. Please open this page again in a minute."
    return Answer(views.notice_page("A moment, please", text), BUSY, headers={"Retry-After": "30"})


def not_sent_here() -> Answer:
    """Return what somebody is told whose form another page sent."""
    return _notice(FORBIDDEN, "Nothing was sent", "That form did not come from this page. Please open your link again.")


class Visits:
    """Answers requests; a GET never changes a brief, whoever or whatever follows a link."""

    def __init__(self, services: Services, desk: Desk) -> None:
        self._services = services
        self._desk = desk
        self._papers = Papers(services)
        self._looks = Gate(at_once=60, a_minute=30)
        self._deeds = Gate(at_once=10, a_minute=5)

    def answer(self, asked: Asked) -> Answer:
        """Return the answer to a request."""
        try:
            return self._answer(asked)
        except StorageError:
            log.exception("a page could not be shown")
            return busy()

    def _answer(self, asked: Asked) -> Answer:
        grant, now = self._desk.recognised(asked.token), self._services.now()
        if grant is None:
            return _unknown()
        gate = self._looks if asked.form is None else self._deeds
        if not gate.lets_in(grant.person, now):
            log.warning("a link is used too often", brief=grant.brief, person=grant.person)
            return too_many()
        found = self._visit(grant, now)
        if found is None:
            return _unknown()
        if asked.form is not None:
            return self._act(asked, asked.form, found)
        return self._show(asked, found, now)

    def _visit(self, grant: Grant, now: datetime) -> Visit | None:
        """The log has the last word on what a link may do, and has to agree with what the link says of itself."""
        brief = self._services.ledger.brief(grant.brief)
        link = brief.link(grant.person)
        if link is None or link.stage != grant.stage or int(link.until.timestamp()) != int(grant.until.timestamp()):
            return None
        return visit(brief, link, now)

    def _show(self, asked: Asked, found: Visit, now: datetime) -> Answer:
        if asked.deed.startswith("brief."):
            return self._file(asked, found)
        if asked.deed and found.finds is Finds.TO_DECIDE:
            seal = self._seal(asked, _revision(found))
            if asked.deed == "accept":
                return Answer(views.accept_page(found, asked.address, seal))
            return Answer(views.changes_page(found, asked.address, seal, views.Typed()))
        if asked.is_look:
            self._desk.links.opened(found.link.person, now)
            log.info("a link was opened", brief=found.brief.id, person=found.link.person, finds=found.finds.value)
        return self._page(asked, found, now)

    def _page(self, asked: Asked, found: Visit, now: datetime) -> Answer:
        due = due_at(found.brief, found.handover, now) if found.handover else None
        papers = views.Papers(asked.address, due, self._papers.has_pdf)
        reading = self._reading(found) if found.may_read else NOTHING
        status = GONE if found.finds in {Finds.REVOKED, Finds.EXPIRED} else OK
        return Answer(views.brief_page(found, papers, reading), status)

    def _reading(self, found: Visit) -> Reading:
        brief = found.brief
        return reading_of(brief, content_of(self._services.drafts, brief, brief.written(_revision(found))))

    def _file(self, asked: Asked, found: Visit) -> Answer:
        if not found.may_read:
            return _notice(GONE, "Nothing to download", "This link opens no document now.", asked.address)
        brief, number = found.brief, _revision(found)
        is_pdf = asked.deed.endswith(".pdf")
        if is_pdf and not self._papers.has_pdf:
            return _notice(NOT_FOUND, "No PDF here", "Please take the Word document instead.", asked.address)
        content = self._papers.pdf(brief, number) if is_pdf else self._papers.word(brief, number)
        if content is None:
            text = "The PDF is being made or could not be. Try again in a minute, or take the Word document."
            return _notice(BUSY, "No PDF yet", text, asked.address)
        name = (pdf_name if is_pdf else file_name)(brief, brief.written(number))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Answer(content, kind="application/pdf" if is_pdf else DOCX, headers=headers)

    def _seal(self, asked: Asked, revision: int) -> str:
        return sealed(self._desk.secret, asked.token, asked.deed, revision)

    def _act(self, asked: Asked, form: Mapping[str, str], found: Visit) -> Answer:
        revision = form.get("revision", "")
        if not (revision.isascii() and revision.isdigit() and len(revision) < 7):  # noqa: PLR2004  # digits of any revision
            return not_sent_here()
        if not is_same(self._seal(asked, int(revision)), form.get("seal", "")):
            log.warning("a form was not sealed here", brief=found.brief.id, person=found.link.person)
            return not_sent_here()
        if found.finds is not Finds.TO_DECIDE or int(revision) != _revision(found):
            return self._too_late(asked, found, int(revision))
        if asked.deed == "accept":
            return self._decide(asked, found, self._approve)
        return self._changes(asked, form, found)

    def _changes(self, asked: Asked, form: Mapping[str, str], found: Visit) -> Answer:
        note = clean(form.get("note", ""))
        section = next((one for one in changeable(found.brief) if one == form.get("section")), None)
        typed, seal = views.Typed(note, section), self._seal(asked, _revision(found))
        if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
            wrong = "Please say what should change." if len(note) < SHORTEST_NOTE else "Please say it in fewer words."
            shown = views.Typed(note[:LONGEST_NOTE], section)
            return Answer(views.changes_page(found, asked.address, seal, shown, wrong))
        if form.get("sure") != "yes":
            return Answer(views.sure_page(found, asked.address, seal, typed))

        def request(visited: Visit, person: Person) -> Brief:
            stage, revision = visited.link.stage, _revision(visited)
            wish = RequestChanges(by=person, stage=stage, revision=revision, section=section, note=note)
            return self._services.ledger.submit(visited.brief.id, wish, self._services.now())

        return self._decide(asked, found, request)

    def _approve(self, visited: Visit, person: Person) -> Brief:
        services, brief = self._services, visited.brief
        wish = Approve(by=person, stage=visited.link.stage, revision=_revision(visited))
        try:
            return services.ledger.submit(brief.id, wish, services.now())
        except VotersUnknown:
            stage = brief.stage_named(visited.link.stage)
            voters = voters_of(services, stage) if stage else frozenset()
            return services.ledger.submit(brief.id, wish.model_copy(update={"voters": voters}), services.now())

    def _decide(self, asked: Asked, found: Visit, deed: Callable[[Visit, Person], Brief]) -> Answer:
        try:
            deed(found, Person(id=found.link.person, workspace=WORKSPACE))
        except WorkflowError as refused:
            log.info("refused", why=type(refused).__name__, sentence=str(refused), person=found.link.person)
            now = self._services.now()
            again = visit(self._services.ledger.brief(found.brief.id), found.link, now)
            if _said_so(again, asked, _revision(found)):
                return _onward(asked)
            return _notice(CONFLICT, "Nothing was sent", refused.told(lambda _: "Somebody else"), asked.address)
        log.info("decided by a link", brief=found.brief.id, person=found.link.person, deed=asked.deed)
        return _onward(asked)

    def _too_late(self, asked: Asked, found: Visit, revision: int) -> Answer:
        if _said_so(found, asked, revision):
            return _onward(asked)  # a press that came twice
        if found.handover is not None and found.handover.revision > revision:
            text = (
                f"Revision {found.handover.revision} came in the meantime. Nothing was sent; please look at it first."
            )
            return _notice(CONFLICT, "There is a newer revision", text, asked.address)
        text = "This is not open for a decision any more. Nothing was sent; your link shows where it stands."
        return _notice(CONFLICT, "Nothing was sent", text, asked.address)


def _said_so(found: Visit, asked: Asked, revision: int) -> bool:
    """Tell whether this person said last what the form says, about the same revision."""
    own = found.own
    if own is None or own.revision != revision:
        return False
    if isinstance(own, Approved):
        return asked.deed == "accept"
    return asked.deed == "changes" and own.note == clean((asked.form or {}).get("note", ""))


def _revision(found: Visit) -> int:
    return found.handover.revision if found.handover else 0


def _unknown() -> Answer:
    text = "Nothing is found under this address. Please check that it is complete, to the last character."
    return _notice(NOT_FOUND, "This link does not work", text)


def _onward(asked: Asked) -> Answer:
    return Answer(b"", SEE_OTHER, headers={"Location": asked.address})
