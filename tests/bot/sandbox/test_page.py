"""Does the sandbox's page behave as a chat workspace should, in a real browser?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_app import decision
from tests.browser import chromium, page_of

pytestmark = pytest.mark.browser

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63606060f80f00010401005fe5c34b0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(ack_seconds=0.5) as running:
        yield running


@pytest.fixture
def bot(sandbox: Sandbox) -> WebClient:
    return WebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def page(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:
    with page_of(browser, sandbox.url, "U0TOM", "C0MARKETING") as (opened, watch):
        yield opened
        assert watch.errors == []
        assert [address for address in watch.asked if not address.startswith((sandbox.url, "data:"))] == []


def test_a_newcomer_is_told_who_they_are_and_how_to_begin(page: Page) -> None:
    expect(page.locator(".first-hint")).to_contain_text("You are Tom. Type /brief to begin")
    expect(page.locator("[data-person-switch]")).to_contain_text("Tom Eaves")
    page.get_by_role("button", name="Dismiss the hint").click()
    page.reload()
    expect(page.locator("#composer")).to_be_visible()
    expect(page.locator(".first-hint")).to_be_hidden()


def test_a_slash_shows_the_command_with_what_its_words_do_and_tab_completes(page: Page) -> None:
    page.locator("#composer").press_sequentially("/")
    rows = page.get_by_role("option")
    expect(rows).to_have_count(9)
    expect(rows.nth(2)).to_contain_text("/brief status")
    expect(rows.nth(2)).to_contain_text("Where a brief stands")
    page.locator("#composer").press_sequentially("brief st")
    page.keyboard.press("Tab")
    expect(page.locator("#composer")).to_have_value("/brief status ")


def test_a_command_that_nobody_answers_says_so_and_is_not_lost(page: Page) -> None:
    page.fill("#composer", "/brief status")
    page.press("#composer", "Enter")
    expect(page.locator("#channel .composer-trouble")).to_contain_text("/brief failed with the error")
    expect(page.locator("#composer")).to_have_value("/brief status")
    page.fill("#composer", "/nonsense")
    page.press("#composer", "Enter")
    expect(page.locator("#channel .composer-trouble")).to_contain_text("/nonsense is not a valid command")


def test_shift_enter_makes_a_line_and_enter_sends_what_was_typed(page: Page, sandbox: Sandbox) -> None:
    page.locator("#composer").press_sequentially("A & B < C")
    page.keyboard.press("Shift+Enter")
    page.locator("#composer").press_sequentially("*done*")
    page.keyboard.press("Enter")
    message = page.locator(".message").last
    expect(message.locator(".text")).to_have_text("A & B < Cdone")
    expect(message.locator("strong", has_text="done")).to_be_visible()
    assert sandbox.channel("C0MARKETING").messages[-1]["text"] == "A &amp; B &lt; C\n*done*"


def test_who_types_fast_loses_nothing(page: Page) -> None:
    for text in ("First", "Second", "Third"):
        page.fill("#composer", text)
        page.press("#composer", "Enter")
    for text in ("First", "Second", "Third"):
        expect(page.locator(".message", has_text=text)).to_have_count(1)


def test_a_click_that_fails_says_so_beside_the_button(page: Page, bot: WebClient) -> None:
    bot.chat_postMessage(channel="C0MARKETING", text="BRF-1 waits", blocks=decision())
    page.locator("[data-action-id=approve]").click()
    expect(page.locator(".click-failed")).to_contain_text("This app did not respond")


def test_a_thread_takes_replies_and_files_and_escape_closes_it(
    page: Page, bot: WebClient, sandbox: Sandbox, tmp_path: Path
) -> None:
    ts = bot.chat_postMessage(channel="C0MARKETING", text="BRF-1 waits", blocks=decision())["ts"]
    document = tmp_path / "BRF-1-r1-harvest.docx"
    document.write_bytes(b"PK" + bytes(3000))
    page.locator(".message").last.hover()
    page.get_by_role("button", name="Reply in thread").last.click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_role("combobox").fill("Looks *good*")
    page.keyboard.press("Enter")
    thread.locator("input[type=file]").set_input_files(document)
    card = thread.get_by_role("link", name="Download BRF-1-r1-harvest.docx, Word document · 3 KB")
    with page.expect_download() as download:
        card.click()
    assert download.value.path().read_bytes() == document.read_bytes()
    expect(page.locator(f"[data-thread='{ts}']")).to_contain_text("2 replies")
    assert len(sandbox.person("U0TOM").thread("C0MARKETING", ts)) == 3
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_a_picture_is_shown_in_place_with_its_words(page: Page, bot: WebClient) -> None:
    told = bot.files_upload_v2(
        channel="C0MARKETING", filename="latency.png", content=PIXEL, title="Latency, W46", alt_txt="Bars by stage"
    )
    picture = page.get_by_role("img", name="Bars by stage")
    expect(picture).to_be_visible()
    expect.soft(picture).to_have_js_property("naturalWidth", 1)
    block = {"type": "image", "slack_file": {"id": told["file"]["id"]}, "alt_text": "The same again"}
    bot.chat_postMessage(channel="C0MARKETING", text="chart", blocks=[block])
    expect(page.get_by_role("img", name="The same again")).to_have_js_property("naturalWidth", 1)


def test_what_others_do_arrives_by_itself(page: Page, sandbox: Sandbox, bot: WebClient) -> None:
    dee = sandbox.person("U0DEE")
    dee.say("C0MARKETING", "Are you there?")
    expect(page.locator(".message").last).to_contain_text("Are you there?")
    asked = {"type": "section", "text": {"type": "mrkdwn", "text": "<@U0TOM>, look at this"}}
    bot.chat_postMessage(channel="C0DESIGN", text="Look at this", blocks=[asked])
    design = page.locator("[data-channel=C0DESIGN]")
    expect(design.locator(".badge-mention")).to_have_text("1")
    design.click()
    expect(design.locator(".badge")).to_have_count(0)


def test_a_lost_connection_is_told_and_what_was_missed_is_caught_up(browser: Browser) -> None:
    with Sandbox() as first:
        port = first.port
        with page_of(browser, first.url, "U0TOM", "C0MARKETING") as (page, _):
            first.stop()
            expect(page.get_by_text("Connection lost")).to_be_visible()
            with Sandbox(port=port) as second:
                second.person("U0DEE").say("C0MARKETING", "While you were away")
                expect(page.locator(".message").last).to_contain_text("While you were away")
                expect(page.get_by_text("Connection lost")).to_be_hidden()


def test_another_person_is_a_click_or_a_few_letters_away(page: Page) -> None:
    page.locator("[data-person-switch]").click()
    ines = page.locator("[data-person=U0INES]")
    expect(ines).to_contain_text("Harbour Studio")
    ines.click()
    expect(page.locator("[data-person-switch]")).to_contain_text("Ines Carvalho")
    expect(page.locator("[data-channel=C0MARKETING]")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("maya")
    page.keyboard.press("Enter")
    expect(page.locator("[data-person-switch]")).to_contain_text("Maya Lindqvist")
    page.keyboard.press("Control+k")
    page.keyboard.type("design")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="design-review")).to_be_visible()


def test_a_person_put_out_of_a_channel_is_taken_somewhere_else(page: Page, sandbox: Sandbox) -> None:
    sandbox.kick("C0MARKETING", "U0TOM")
    expect(page.locator("[data-channel=C0MARKETING]")).to_have_count(0)
    expect(page.locator("[data-channel][aria-current=page]")).to_have_count(1)
    expect(page.get_by_text("Connection lost")).to_be_hidden()


def test_a_file_dropped_on_the_thread_is_shared_there(page: Page, bot: WebClient, sandbox: Sandbox) -> None:
    ts = str(bot.chat_postMessage(channel="C0MARKETING", text="BRF-1 waits", blocks=decision())["ts"])
    page.goto(f"{sandbox.url}/?channel=C0MARKETING&ts={ts}")
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.locator(".message")).to_have_count(1)
    drop = """(pane) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["PK"], "edited.docx"));
      for (const kind of ["dragenter", "dragover", "drop"])
        pane.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }"""
    thread.evaluate(drop)
    expect(thread.get_by_role("link", name="Download edited.docx, Word document · 2 bytes")).to_be_visible()
    expect(thread).not_to_have_class(re.compile("dropping"))
