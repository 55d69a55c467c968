"""Does somebody who writes “looks good” get the buttons where they wrote it, and do comments become one list?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import PHONE, page_of
from tests.journeys.northfold import AUTHOR, DESIGN, DESIGNER, MARKETER, MARKETING, Northfold, northfold
from tests.journeys.steps import HEAD, ask, soon, waiting
from tests.journeys_browser.hands import SLOW_MS, Hands, Look, no_look

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    with northfold(f"sqlite:///{tmp_path_factory.mktemp('talk') / 'baton.db'}") as running:
        yield running


def write(thread: Locator, text: str) -> None:
    """Write a reply into an open thread."""
    field = thread.get_by_label("Reply in the thread")
    field.fill(text)
    field.press("Enter")


def gather(dee: Hands) -> None:
    """Have what three people wrote gathered, mend one point, drop another, and sign the list."""
    message = dee.message("Please review")
    thread = dee.open_thread(message)
    write(thread, "Looks good, but shorten the summary please")
    question = thread.locator(".message.ephemeral").filter(has_text="Is that a decision on revision 1?")
    expect(question).to_be_visible(timeout=SLOW_MS)
    dee.look("hedged")
    question.get_by_role("button", name="Request changes").click()
    form = dee.form("Request changes")
    expect(dee.field(form, "What should change?")).to_have_value("Looks good, but shorten the summary please")
    dee.look("form-said")
    form.get_by_role("button", name="Gather comments").click()
    listed = dee.form("One list of changes")
    dee.look("list")
    expect(listed).to_contain_text("May conflict")
    dee.field(listed, "1. Priya Raman").fill("Name road runners first, because they buy first")
    dee.field(listed, "2. Tom Eaves").fill("")
    dee.look("list-edited")
    dee.submit(listed)
    expect(listed).to_have_count(0)


def talk(maya: Hands) -> None:
    """Say yes in words, and then with the button that is offered."""
    thread = maya.open_thread(maya.message("Please review"))
    write(thread, "Looks good to me, thanks!")
    question = thread.locator(".message.ephemeral").filter(has_text="Shall I record your approval of revision 2?")
    expect(question).to_be_visible(timeout=SLOW_MS)
    maya.look("plain")
    question.get_by_role("button", name="Approve revision 2").click()
    expect(thread.locator(".message.ephemeral").filter(has_text="is recorded")).to_be_visible(timeout=SLOW_MS)
    maya.look("recorded")


def walk(town: Northfold, browser: Browser, size: tuple[int, int], look: Look = no_look) -> None:
    """Carry a brief past the designers and to the marketer by what people write."""
    ask(town, soon())
    message = waiting(town, DESIGN)
    town.person(HEAD).say(DESIGN, "The audience is too broad", message["ts"])
    town.person(AUTHOR).say(DESIGN, "I would widen the audience", message["ts"])
    with page_of(browser, town.sandbox.url, DESIGNER, DESIGN, size=size) as (page, watch):
        gather(Hands(page, narrow=size == PHONE, look=look))
        assert watch.errors == []
    change = town.until_brief("the list", lambda brief: brief.changes).changes[0]
    assert [(one.by, one.note, one.why) for one in change.remarks] == [
        ("Priya Raman", "Name road runners first", "they buy first"),
        ("Dee Okafor", "Looks good, but shorten the summary please", ""),
    ]
    town.person(DESIGNER).click(waiting(town, DESIGN, revision=2), "approve")
    waiting(town, MARKETING, revision=2)
    with page_of(browser, town.sandbox.url, MARKETER, MARKETING, size=size) as (page, watch):
        talk(Hands(page, narrow=size == PHONE, look=look))
        assert watch.errors == []
    assert [one.by for one in town.brief().approvals] == [DESIGNER, MARKETER]


def test_words_are_answered_with_buttons_and_comments_become_one_list(browser: Browser, town: Northfold) -> None:
    walk(town, browser, PHONE)
