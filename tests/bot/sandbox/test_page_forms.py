"""Do forms, buttons and commands in the page reach a real Bolt app as Slack would send them?"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_app import PageApp, connected, decision, marked, plain
from tests.browser import PHONE, chromium, page_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def running_app(sandbox: Sandbox) -> Iterator[PageApp]:
    with connected(sandbox) as running:
        yield running


@pytest.fixture(autouse=True)
def app(running_app: PageApp, sandbox: Sandbox) -> PageApp:
    running_app.forget()
    tom = sandbox.person("U0TOM")
    if tom.open_view():
        tom.close(clear=True)
    return running_app


@pytest.fixture
def page(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:
    with page_of(browser, sandbox.url, "U0TOM", "C0MARKETING") as (opened, watch):
        yield opened
        assert watch.errors == []


def ask_for_the_form(page: Page) -> None:
    page.fill("#composer", "/brief")
    page.press("#composer", "Enter")
    page.wait_for_selector("dialog.modal")


def test_a_command_answers_privately_and_the_answer_can_be_dismissed(page: Page) -> None:
    page.fill("#composer", "/brief list")
    page.press("#composer", "Enter")
    answer = page.locator(".message.ephemeral")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer.locator("strong", has_text="list")).to_be_visible()
    expect(page.locator(".first-hint")).to_be_hidden()
    answer.get_by_role("button", name="Dismiss").click()
    expect(answer).to_have_count(0)


def fill_everything(page: Page, dialog: Locator) -> None:
    dialog.get_by_label("Name").fill("Harvest <box>")
    dialog.get_by_label("Goal").fill("Sell & delight\ntwice")
    dialog.get_by_label("Target").fill("12.5")
    dialog.get_by_label("Channels").press_sequentially("rad")
    page.keyboard.press("Enter")
    dialog.get_by_label("Channels").press_sequentially("ema")
    page.keyboard.press("Enter")
    dialog.get_by_label("Currency").select_option("eur")
    dialog.get_by_label("Start").fill("2026-12-24")
    dialog.get_by_label("Legal").check()
    dialog.get_by_label("Rush").check()


def test_the_form_sends_what_slack_would_send(page: Page, app: PageApp) -> None:
    ask_for_the_form(page)
    dialog = page.get_by_role("dialog", name="New campaign")
    fill_everything(page, dialog)
    dialog.get_by_role("button", name="Start").click()
    expect(dialog).to_have_count(0)
    [values] = app.submitted
    sent = {block: fields["value"] for block, fields in values.items() if "value" in fields}
    assert sent["name"] == {"type": "plain_text_input", "value": "Harvest <box>"}
    assert sent["goal"] == {"type": "plain_text_input", "value": "Sell & delight\ntwice"}
    assert sent["target"] == {"type": "number_input", "value": "12.5"}
    assert [option["value"] for option in sent["channels"]["selected_options"]] == ["email", "radio"]
    assert sent["currency"]["selected_option"]["value"] == "eur"
    assert sent["start"] == {"type": "datepicker", "selected_date": "2026-12-24"}
    assert sent["hour"] == {"type": "timepicker", "selected_time": None}
    assert sent["owner"] == {"type": "users_select", "selected_user": "U0TOM"}
    assert [option["value"] for option in sent["needs"]["selected_options"]] == ["legal"]
    assert sent["pace"]["selected_option"]["value"] == "rush"


def test_fields_at_fault_are_marked_and_the_first_is_focused(page: Page, app: PageApp) -> None:
    ask_for_the_form(page)
    dialog = page.get_by_role("dialog", name="New campaign")
    dialog.get_by_role("button", name="Start").click()
    name, target = dialog.get_by_label("Name"), dialog.get_by_label("Target")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("Please complete this required field.")
    name.fill("taken")
    dialog.get_by_label("Goal").fill("Sell")
    target.fill("many")
    dialog.get_by_label("Channels").press_sequentially("email")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Start").click()
    expect(target).to_have_accessible_description("Please enter a number.")
    target.fill("3")
    dialog.get_by_role("button", name="Start").click()
    expect(name).to_have_accessible_description("That name is taken.")
    expect(dialog.get_by_label("Start")).to_have_accessible_description("Too early.")
    expect(name).to_be_focused()
    expect(target).not_to_have_attribute("aria-invalid", "true")
    assert app.submitted == []


def test_an_updated_view_keeps_what_was_typed(page: Page) -> None:
    ask_for_the_form(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Half typed")
    dialog.get_by_label("Channels").press_sequentially("search")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Refresh").click()
    expect(dialog).to_contain_text("It is fresh now.")
    expect(dialog.get_by_label("Name")).to_have_value("Half typed")
    expect(dialog.locator(".chip")).to_have_text(re.compile("Search"))


def test_a_pushed_view_leads_back_to_what_was_typed(page: Page) -> None:
    ask_for_the_form(page)
    page.get_by_role("dialog").get_by_label("Name").fill("Half typed")
    page.get_by_role("button", name="More").click()
    second = page.get_by_role("dialog", name="Second step")
    expect(second.get_by_label("Name")).to_have_value("")
    second.get_by_role("button", name="Cancel").click()
    first = page.get_by_role("dialog", name="New campaign")
    expect(first.get_by_label("Name")).to_have_value("Half typed")
    first.get_by_role("button", name="More").click()
    second.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_dialog_holds_the_keyboard_and_escape_gives_it_back(page: Page) -> None:
    ask_for_the_form(page)
    dialog = page.get_by_role("dialog")
    stops = dialog.locator("input, textarea, select, button").count()
    for _ in range(stops + 3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    if dialog.count():  # the first Escape may have closed an open list of options
        page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#composer")).to_be_focused()


def test_a_button_asks_first_and_then_changes_the_message(page: Page, app: PageApp) -> None:
    confirm = {
        "title": plain("Approve it?"),
        "text": marked("This hands *BRF-1* over."),
        "confirm": plain("Approve"),
        "deny": plain("Not yet"),
    }
    blocks = decision(style="primary", confirm=confirm)
    app.client.chat_postMessage(channel="C0MARKETING", text="BRF-1 waits", blocks=blocks)
    page.locator("[data-action-id=approve]").click()
    page.get_by_role("button", name="Not yet").click()
    assert app.clicks == []
    page.locator("[data-action-id=approve]").click()
    page.get_by_role("dialog", name="Approve it?").get_by_role("button", name="Approve").click()
    expect(page.locator(".message").last).to_contain_text("Approved by @Dee Okafor")
    assert [(click["block_id"], click["value"]) for click in app.clicks] == [("decide", "approve")]


def test_a_phone_shows_one_pane_at_a_time_with_targets_for_fingers(
    browser: Browser, sandbox: Sandbox, app: PageApp
) -> None:
    app.client.chat_postMessage(channel="C0MARKETING", text="BRF-1 waits", blocks=decision())
    small = """() => [...document.querySelectorAll('button, select, input:not([hidden]), textarea, a.file')]
      .filter((node) => node.offsetParent && !node.closest('[hidden]') && !['checkbox', 'radio'].includes(node.type))
      .filter((node) => node.getBoundingClientRect().height < 43.5)
      .map((node) => node.outerHTML)"""
    with page_of(browser, sandbox.url, "U0DEE", "C0MARKETING", size=PHONE) as (page, watch):
        assert page.evaluate(small) == []
        page.get_by_role("button", name="Reply in thread").last.click()
        expect(page.locator("#channel")).to_be_hidden()
        assert page.evaluate(small) == []
        page.get_by_role("button", name="Back to the channel").click()
        page.get_by_role("button", name="Back to the channels").click()
        page.locator("[data-person-switch]").click()
        assert page.evaluate(small) == []
        page.locator("[data-person=U0TOM]").click()
        page.locator("[data-channel=C0MARKETING]").click()
        ask_for_the_form(page)
        page.get_by_role("dialog").get_by_label("Channels").press_sequentially("email")
        page.keyboard.press("Enter")
        assert page.evaluate(small) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        assert watch.errors == []
    assert app.submitted == []
