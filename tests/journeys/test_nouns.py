"""Is a report called a report in whatever people read about it, from the form to the round-up and the document?"""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from bot.reminding import Reminding
from bot.sandbox.records import JSON
from bot.views.buttons import (
    CANCEL,
    DECLINE,
    DUPLICATE,
    LOOK_AGAIN,
    PAUSE,
    REASSIGN,
    REQUEST_CHANGES,
    RESUME,
    REVISE,
    WITHDRAW,
)
from tests.journeys.northfold import AUTHOR, DESIGN, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold, northfold
from tests.journeys.steps import SECOND_DESIGNER, approve, author_message, completed, decided, waiting, whispered
from tests.journeys.test_report import TOLD
from tests.journeys.wall import Wall
from workflow.brief import Status

MORNING = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)  # a Monday
ANSWERS = {
    **TOLD,
    "name": "Ridgeline 2",
    "goal": "Sell 12,000 pairs",
    "target": "9200",
    "metric": "pairs sold",
    "budget": "45000",
    "currency": "GBP",
    "start": "2026-03-01",
    "end": "2026-05-31",
    "channels": ["paid_search", "email"],
}
NOT_ABOUT_THE_REPORT = re.compile(
    r"/brief\b|BRF-\d+|New brief|Your briefs|briefs? is on its way|your briefs stand"
    r"|campaign(?:’s)? briefs?\b|[Bb]rief of the campaign",
)
"""The command, ids, lists of everything that is on its way, and the campaign's own brief."""
TOLD_OF_IT = (
    "New campaign report",
    "The whole campaign report",
    "Cancel campaign report",
    "paused this campaign report",
    "The campaign report is paused",
    "declined this campaign report",
    "declined the campaign report",
    "cancelled this campaign report",
    "ended this campaign report",
    "3 campaign reports",
)
"""What must have been heard, so that silence passes for nothing."""
READ = ("text", "title", "label", "hint", "placeholder", "alt_text", "description", "initial_comment")


def said(value: object, key: str = "") -> Iterator[str]:
    """Return every text of a message, a modal or a page that people read; what only code reads is left out."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from said(inside, str(name))
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from said(inside, key)
    elif isinstance(value, str) and key in READ:
        yield value


class Ear:
    """Hears what the bot says in a workspace: every call to Slack with a text in it, and what a file says."""

    def __init__(self, town: Northfold) -> None:
        self.town = town
        self.heard: list[str] = []

    def sent(self) -> list[str]:
        """Return all texts that Slack was sent, also those that another face has replaced since."""
        calls = [call.args for call in self.town.sandbox.calls()]
        parsed = [{key: _parsed(value) for key, value in args.items()} for args in calls]
        return [*self.heard, *said(parsed)]

    def overhear(self, person: str, *channels: str) -> None:
        """Take down what only one person sees: private answers, the open form, Home."""
        driver = self.town.person(person)
        self.heard += said([driver.ephemerals(channel) for channel in channels])
        self.heard += said([driver.open_view(), driver.home()])


def _parsed(value: object) -> object:
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
    except ValueError:
        return value


def open_report(town: Northfold, name: str) -> str:
    assert town.author.command("/brief report")["ok"]
    done = town.author.submit({**ANSWERS, "name": name}, town.author.view("report"))
    assert (done["ok"], done.get("errors")) == (True, {}), done
    return town.newest


def ask_why(ear: Ear, user: str, message: JSON, action: str, **typed: Any) -> None:
    """Press a button that asks why, hear the form, and answer it."""
    person = ear.town.person(user)
    assert person.click(message, action)["ok"]
    view = person.view()
    ear.heard += said(view)
    assert person.submit(typed, view)["ok"]
    ear.town.until_idle()


def remind(ear: Ear, wall: Wall, hours: int) -> None:
    """Let time pass and have what it brings sent."""
    wall.pass_by(timedelta(hours=hours))
    Reminding(ear.town.services).wake()
    ear.town.until_idle()


def wait_at_the_first_stage(ear: Ear, wall: Wall, first: JSON) -> None:
    """Have the designers reminded, the author pause and resume, and somebody agree in the thread."""
    town = ear.town
    remind(ear, wall, 5)
    ask_why(ear, AUTHOR, author_message(town), PAUSE, reason="Waiting for the figures.")
    assert town.author.click(author_message(town), RESUME)["ok"]
    town.until_idle()
    remind(ear, wall, 20)
    assert town.person(DESIGNER).click(waiting(town, DESIGN), REASSIGN)["ok"]
    ear.overhear(DESIGNER, DESIGN)
    town.person(DESIGNER).close()
    assert town.person(DESIGNER).say(DESIGN, "Looks good to me", first["ts"])["ok"]
    town.until_idle()
    ear.heard += said(town.person(DESIGNER).ephemerals(DESIGN, first["ts"]))


def ask_about_it(ear: Ear, report: str) -> None:
    """Type every command that speaks of one report."""
    for line in (f"/brief status {report}", "/brief list", f"/brief links {report}", f"/brief revise {report}"):
        assert ear.town.author.command(line)["ok"]
    whispered(ear.town.author, MARKETING, "Nothing was changed")
    assert ear.town.person(DESIGNER).command(f"/brief links {report}")["ok"]


def mend(ear: Ear, report: str, approved: JSON) -> None:
    """Have a word mended after the first stage approved, whose approval stands and can be looked at again."""
    town = ear.town
    assert town.author.click(author_message(town, report), WITHDRAW)["ok"]
    town.until_brief("the report to be taken back", lambda brief: brief.status is Status.WITHDRAWN, report)
    town.until_idle()
    ask_why(ear, AUTHOR, author_message(town, report), REVISE, worked="The shop windows.")
    town.author.wait_for(DESIGN, lambda one: LOOK_AGAIN in json.dumps(one["blocks"]), PATIENCE, approved["ts"])


def to_the_end(ear: Ear, wall: Wall, report: str) -> list[JSON]:
    """Carry a report through all that can happen to it, and return its messages."""
    town, first = ear.town, waiting(ear.town, DESIGN, report)
    wait_at_the_first_stage(ear, wall, first)
    ask_why(ear, DESIGNER, first, REQUEST_CHANGES, note="What did the films cost?")
    second = waiting(town, DESIGN, report, revision=2)
    ask_about_it(ear, report)
    assert approve(town, DESIGNER, second)["ok"]
    waiting(town, MARKETING, report, revision=2)
    mend(ear, report, second)
    for user in (AUTHOR, DESIGNER, MARKETER, SECOND_DESIGNER):
        ear.overhear(user, DESIGN, MARKETING)
    third = waiting(town, MARKETING, report, revision=3)
    assert approve(town, MARKETER, third)["ok"]
    assert town.author.click(completed(town, report), DUPLICATE)["ok"]
    ear.overhear(AUTHOR, MARKETING)
    town.author.close()
    return [first, second, third]


def decline_and_cancel(ear: Ear, declined: str, cancelled: str) -> None:
    """Have one report declined and another cancelled, and ask for the list of all."""
    town = ear.town
    asked = waiting(town, DESIGN, declined)
    ask_why(ear, DESIGNER, asked, DECLINE, reason="There is nothing to report.")
    decided(town, asked)
    waiting(town, DESIGN, cancelled)
    ask_why(ear, AUTHOR, author_message(town, cancelled), CANCEL, reason="The shop closed.")
    assert town.author.command("/brief list")["ok"]
    ear.overhear(AUTHOR, MARKETING)


def words_of(town: Northfold, message: JSON) -> list[str]:
    """Return what the documents in the thread of a message say."""
    files = [file for one in town.author.thread(message["channel"], message["ts"]) for file in one["files"]]
    documents = [docx.Document(io.BytesIO(town.author.download(file))) for file in files if ".docx" in file["name"]]
    return ["".join(node.itertext()) for document in documents for node in document.element.body.iter("{*}p")]


@pytest.fixture
def ear(tmp_path: Path, wall: Wall) -> Iterator[Ear]:
    """A workspace in which nothing but reports was ever asked for."""
    wall.pass_by(MORNING - wall())
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=wall) as town:
        yield Ear(town)


def test_a_report_is_never_called_a_brief(ear: Ear, wall: Wall) -> None:
    stood = to_the_end(ear, wall, open_report(ear.town, "Ridgeline 2"))
    decline_and_cancel(ear, *(open_report(ear.town, name) for name in ("Ridgeline 3", "Ridgeline 4")))
    texts = [*ear.sent(), *(words for message in stood for words in words_of(ear.town, message))]
    assert [words for words in TOLD_OF_IT if not any(words in text for text in texts)] == []
    about = [NOT_ABOUT_THE_REPORT.sub("…", text) for text in texts]
    assert [text for text in about if re.search(r"\bbriefs?\b", text, re.IGNORECASE)] == []
