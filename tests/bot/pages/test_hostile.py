"""Does no text, whoever typed it, become anything on a page but text? In every state, as a browser parses it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from bot.pages import views
from bot.pages.html import shown, style
from bot.pages.reading import Reading, reading_of
from bot.pages.standing import Finds, Visit, visit
from tests.browser import chromium
from tests.workflow import story as s
from tests.workflow.drafting import material
from workflow import commands as c
from workflow.campaign import Campaign
from workflow.draft import Draft
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.words import one_line
from workflow.fold import replay
from workflow.inputs import Inputs
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.paper import Paper
from workflow.kinds.report import CampaignReport
from workflow.kinds.writing import Asked, Order, paper
from workflow.lifecycle import open_brief
from workflow.links import LONGEST_NAME, name_of_person
from workflow.team import CalendarSettings
from workflow.values import clean

pytestmark = pytest.mark.browser

ADDRESS = "/link/token"
ATTACKS = (
    *("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "</title><b>", "</textarea><b>", "</style><b>"),
    *(
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "<svg/onload=alert(1)>",
        "<iframe srcdoc=x>",
        "javascript:alert(1)",
        "<a href=//x>",
    ),
    *(
        "&lt;b&gt;",
        "&amp;amp;",
        "&#0;",
        "{{7*7}}",
        "{% x %}",
        "${7*7}",
        "{0}",
        "%s",
        "%0d%0aSet-Cookie: a=b",
        "\\u003cb>",
    ),
    *(
        "\u202egnp.",
        "\u2066",
        "\u2069",
        "\u200f",
        "\u0645\u0631\u062d\u0628\u0627",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u2028",
    ),
    *(
        "\x00",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\ufeff",
        "\ufffe",
        "\ud800",
        "\n",
        "\r\n",
        "\t",
        "  ",
        "W" * 90,
        "\U0001f469\u200d\U0001f680",
    ),
)
TYPED = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=12), min_size=1, max_size=4).map(
    lambda parts: f"x{''.join(parts)}"[:110]
)

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
PARSE = """pages => pages.map(page => {
  const parsed = new DOMParser().parseFromString(page, "text/html");
  const all = [...parsed.querySelectorAll("*")];
  const comments = parsed.createNodeIterator(parsed, NodeFilter.SHOW_COMMENT);
  return {
    elements: all.map(one => [one.localName, Object.fromEntries([...one.attributes].map(it => [it.name, it.value]))]),
    texts: all.filter(one => !one.children.length || one.localName === "blockquote" || one.localName === "p")
      .map(one => one.localName === "textarea" ? one.value : one.textContent),
    isWhole: parsed.compatMode === "CSS1Compat" && parsed.body.children.length === 1 && !comments.nextNode(),
  };
})"""
NAMED = {"class", "id"}
OURS: dict[str, set[str]] = {
    "html": {"lang"},
    "meta": {"charset", "name", "content"},
    "a": {"href"},
    "div": {"role"},
    "form": {"method", "action", "accept-charset"},
    "input": {"type", "name", "value"},
    "button": {"type"},
    "label": {"for"},
    "select": {"name"},
    "option": {"value", "selected"},
    "textarea": {"name", "required", "maxlength", "rows", "aria-describedby", "aria-invalid"},
    "p": {"role"},
    "th": {"scope"},
    "td": {"data-title", "colspan"},
    **{tag: set() for tag in ("head", "title", "style", "body", "main", "header", "section", "footer")},
    **{tag: set() for tag in ("h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr")},
    **{tag: set() for tag in ("blockquote", "br", "strong", "em")},
}
"""Every element that our pages have, with its attributes; all may have a class and an id."""


@dataclass(frozen=True)
class Typed:
    """What people typed: the author, the admin, whoever made the link, and the person who came by it."""

    name: str = "Spring"
    text: str = "Sell more"
    team: str = "Northfold"
    stage: str = "Agency acceptance"
    person: str = "Jo Smith"
    note: str = "Say what it costs."


NOTES = st.lists(TYPED, min_size=1, max_size=3).map("\n\n".join)
TYPINGS = st.builds(Typed, TYPED, TYPED, TYPED.map(lambda text: text[:80]), TYPED, TYPED, NOTES)


def called(typed: Typed) -> str:
    """Return the name of the person who comes by the link, as it is kept."""
    return name_of_person(typed.person)[:LONGEST_NAME]


def campaign(typed: Typed) -> Campaign:
    told = {"name": typed.name, "metric": typed.text, "market": typed.text}
    long = dict.fromkeys(("goal", "audience", "proposition", "mandatories", "notes"), typed.note)
    return Campaign.model_validate({**material.campaign().answers(), **told, **long})


def report(typed: Typed) -> CampaignReport:
    planned = {
        field: campaign(typed).answers()[field]
        for field in ("channels", "budget", "currency", "start", "end", "target")
    }
    told = dict.fromkeys(("goal", "worked", "did_not", "next_time"), typed.note)
    return CampaignReport.model_validate(
        {**planned, **told, "name": typed.name, "metric": typed.text, "spent": "5", "results": "7"}
    )


class Life(s.Story):
    """A brief or a report whose first stage is an agency's, told with what people typed."""

    def __init__(self, typed: Typed, workflow: str) -> None:
        super().__init__()
        inputs: Inputs = campaign(typed) if workflow == "campaign" else report(typed)
        agency = s.AGENCY.model_copy(update={"title": typed.stage})
        opened = c.Open(
            by=s.ROSA,
            workspace=s.HOME,
            team=typed.team,
            inputs=inputs,
            chain=(agency, s.MARKETER),
            calendar=CalendarSettings(),
            workflow=workflow,
        )
        self.typed = typed
        self.history = open_brief("BRF-1", opened, s.START)
        self.brief = replay(self.history)
        self.tell(s.link().model_copy(update={"name": called(typed)}))

    def ask_for_changes(self) -> None:
        note = clean(self.typed.note)
        self.tell(c.RequestChanges(by=s.JO, stage="agency", revision=1, section=None, note=note))

    def seen(self, later: timedelta = timedelta()) -> Visit:
        return visit(self.brief, self.brief.links[0], self.now + later)


STATES: dict[Finds, tuple[c.Command, ...]] = {
    Finds.NOT_YET: (),
    Finds.ON_ITS_WAY: (s.drafted(),),
    Finds.TO_DECIDE: (s.drafted(), s.delivered("agency")),
    Finds.PAUSED: (s.drafted(), s.delivered("agency"), s.pause()),
    Finds.ACCEPTED: (s.drafted(), s.delivered("agency"), s.yes(s.JO, "agency")),
    Finds.ACCEPTED_BY_OTHERS: (s.drafted(), s.delivered("agency"), s.yes(s.AXEL, "agency")),
    Finds.COMPLETE: (s.drafted(), s.delivered("agency"), s.yes(s.JO, "agency"), s.yes(s.MAYA, "marketer")),
    Finds.ENDED: (s.drafted(), s.cancel()),
    Finds.REVOKED: (c.RevokeLink(by=s.ROSA, person="LJO"),),
}


def visits(typed: Typed, workflow: str) -> list[Visit]:
    """Return what somebody finds in every state, and once more when a second revision came."""
    found = []
    for finds, commands in STATES.items():
        life = Life(typed, workflow)
        life.tell(*commands)
        found.append(life.seen())
        assert found[-1].finds is finds
    life = Life(typed, workflow)
    life.tell(*STATES[Finds.TO_DECIDE])
    life.ask_for_changes()
    found += [life.seen(), life.seen(timedelta(days=30))]
    life.tell(s.drafted(2), s.delivered("agency", 2))
    found.append(life.seen())
    assert {one.finds for one in found} == set(Finds)
    return found


def content(typed: Typed, workflow: str) -> Draft | Paper:
    if workflow == "campaign":
        return EmbeddedDrafter().draft(material.assigned(campaign(typed)))
    asked = Asked(1, typed.stage, typed.person, None, typed.note, typed.text)
    return paper(REPORT, Order("RPT-1", report(typed), typed.person, (asked,)), material.TODAY)


def pages(typed: Typed, found: list[Visit], reading: Reading) -> list[bytes]:
    """Return every page that we have, with what people typed in it; the first one alone with all that is read."""
    newest, papers = found[-1], views.Papers(ADDRESS, s.START, has_pdf=True)
    written, facts = views.Typed(clean(typed.note)), Reading(reading.facts)
    return [
        views.brief_page(newest, papers, reading),
        *(views.brief_page(one, papers, facts) for one in found),
        views.accept_page(newest, ADDRESS, "seal"),
        views.changes_page(newest, ADDRESS, "seal", written, "Please say it in fewer words."),
        views.sure_page(newest, ADDRESS, "seal", written),
        views.notice_page("Nothing was sent", "Please look again.", ADDRESS),
    ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def parser(browser: Browser) -> Page:
    return browser.new_page()


def parsed(parser: Page, made: list[bytes]) -> list[dict[str, Any]]:
    return list(parser.evaluate(PARSE, [one.decode() for one in made]))


def assert_only_ours(page: dict[str, Any]) -> None:
    assert page["isWhole"]
    for tag, attributes in page["elements"]:
        assert set(attributes) <= OURS[tag] | NAMED, tag
        for address in (attributes.get("href"), attributes.get("action")):
            assert address is None or re.fullmatch(rf"{ADDRESS}(/[a-z.]+)?|#\w+", address)


def skeleton(page: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in page["elements"]]


@pytest.mark.parametrize("workflow", ["campaign", "report"])
@settings(max_examples=6)
@given(typed=TYPINGS)
@example(Typed(name="x\u202e</title><b>", person="Jo\u202e\u2066 <b>", note="x</textarea><script>\r\n\n&amp;\u202e"))
def test_typed_text_stays_text_on_every_page(parser: Page, workflow: str, typed: Typed) -> None:
    found = visits(typed, workflow)
    told = reading_of(found[0].brief, content(typed, workflow))
    made = parsed(parser, pages(typed, found, told))
    for page in made:
        assert_only_ours(page)
        assert page["texts"].count(style()) == 1
    assert_as_typed(made, typed)

    tame = Typed(note=re.sub(r"[^\n]+", "words", clean(typed.note)))
    usual = Reading([(name, "words") for name, _ in told.facts])
    ours = parsed(parser, pages(tame, visits(tame, workflow), usual))
    assert [skeleton(page) for page in made[1:]] == [skeleton(page) for page in ours[1:]]


def assert_as_typed(made: list[dict[str, Any]], typed: Typed) -> None:
    """Assert that people read, and send on, exactly what was typed, and that no name turns our sentences around."""
    name, note, person = shown(one_line(clean(typed.name))), clean(typed.note), called(typed)
    accept, changes, sure, _ = made[-4:]
    assert all(name in page["texts"] for page in made[:-4])
    assert f"You, {person}, accept revision 2 (content hash-2) of “{name}” exactly as it is." in accept["texts"]
    assert not TURNING.search(name + person)
    assert note in changes["texts"]
    assert note.replace("\n", "") in sure["texts"]
    assert [held["value"] for _, held in sure["elements"] if held.get("name") == "note"] == [note]
