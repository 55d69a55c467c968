"""Does the page show every text as Slack does, and never as HTML?"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_app import button, marked, options, plain
from tests.browser import chromium, page_of

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>\'"&lt;b&gt;'
AS_SEEN = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>\'"<b>'

RENDER = """async ([text, options]) => {
  const { mrkdwn } = await import("/page/mrkdwn.js");
  const { Directory } = await import("/page/directory.js");
  const state = await (await fetch("/ui/state?user=U0DEE")).json();
  const holder = document.createElement("div");
  holder.append(mrkdwn(text, new Directory(state, "U0DEE"), options));
  for (const node of holder.querySelectorAll("*"))
    for (const name of node.getAttributeNames()) if (name !== "href") node.removeAttribute(name);
  return holder.innerHTML;
}"""

TEXTS = [
    ("*bold* _italic_ ~strike~ `code`", "<strong>bold</strong> <em>italic</em> <s>strike</s> <code>code</code>"),
    ("*bold _both_*", "<strong>bold <em>both</em></strong>"),
    ("a*b*c snake_case_name 2*3*4 ~/home", "a*b*c snake_case_name 2*3*4 ~/home"),
    ("* not bold * and *not\nbold*", "* not bold * and *not<br>bold*"),
    ("**double** and *a*, (*b*)", "**double** and <strong>a</strong>, (<strong>b</strong>)"),
    ("`*not bold* <@U0TOM>`", "<code>*not bold* @Tom Eaves</code>"),
    ("before ```\nlet *x* = 1\n``` after", "before <pre>let *x* = 1</pre> after"),
    ("> quoted *b*\n> more\nplain", "<blockquote>quoted <strong>b</strong><br>more</blockquote>plain"),
    ("&gt; quoted", "<blockquote>quoted</blockquote>"),
    (">>> all\nof it", "<blockquote>all<br>of it</blockquote>"),
    ("<https://a.example/?x=1&amp;y=2|the *page*>", '<a href="https://a.example/?x=1&amp;y=2">the *page*</a>'),
    ("<https://a.example/x>", '<a href="https://a.example/x">https://a.example/x</a>'),
    ("see https://a.example/x.", 'see <a href="https://a.example/x">https://a.example/x</a>.'),
    ("<mailto:dee@a.example|Dee>", '<a href="mailto:dee@a.example">Dee</a>'),
    ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
    ("<@U0TOM> <@U0NOBODY|Zed> <@U0NOBODY>", "<span>@Tom Eaves</span> <span>@Zed</span> <span>@U0NOBODY</span>"),
    ("<#C0DESIGN> <#C9|secret>", "<button>#design-review</button> <span>#secret</span>"),
    ("<!subteam^S0DESIGNERS> <!here>", "<span>@designers</span> <span>@here</span>"),
    ("&amp;lt; &lt;b&gt; &quot; &nbsp;", "&amp;lt; &lt;b&gt; &amp;quot; &amp;nbsp;"),
    ("<b>x</b> a < b", "&lt;b&gt;x&lt;/b&gt; a &lt; b"),
    (":tada: 10:30:45 :no_such:", "<span>🎉</span> 10:30:45 :no_such:"),
    ("*<https://a.example|bold link>*", '<strong><a href="https://a.example">bold link</a></strong>'),
]

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
DATES = [
    ("{date_num} {date_slash}", datetime(2026, 3, 5, 9, 5, tzinfo=UTC), "2026-03-05 05/03/2026"),
    ("on {date}", datetime(2026, 3, 5, 9, 5, tzinfo=UTC), "on 5th March 2026"),
    ("on {date}", datetime(2026, 11, 1, 9, 5, tzinfo=UTC), "on 1st November"),
    ("on {date_short}", datetime(2025, 2, 18, 9, 5, tzinfo=UTC), "on 18 Feb 2025"),
    ("on {date_long}", datetime(2026, 11, 11, 9, 5, tzinfo=UTC), "on Wednesday 11th November"),
    ("on {date_pretty}", datetime(2026, 11, 19, 0, 30, tzinfo=UTC), "on tomorrow"),
    ("{date_short_pretty} at {time}", datetime(2026, 11, 18, 9, 5, tzinfo=UTC), "Today at 09:05"),
    ("{date_long_pretty} {time_secs}", datetime(2026, 11, 17, 23, 59, 7, tzinfo=UTC), "Yesterday 23:59:07"),
    ("{time}", datetime(2026, 7, 1, 9, 5, tzinfo=UTC), "10:05"),
    ("{ago}", datetime(2026, 11, 18, 12, 0, tzinfo=UTC), "3 hours ago"),
    ("{unknown}", NOW, "the fallback"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:
    with page_of(browser, sandbox.url, "U0DEE", "C0MARKETING") as (opened, watch):
        yield opened
        assert watch.errors == []
        assert [address for address in watch.asked if not address.startswith((sandbox.url, "data:"))] == []


@pytest.fixture(scope="module")
def bot(sandbox: Sandbox) -> WebClient:
    return WebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.mark.parametrize(("text", "html"), TEXTS)
def test_mrkdwn_looks_as_slack_draws_it(page: Page, text: str, html: str) -> None:
    assert page.evaluate(RENDER, [text, {}]) == html


def test_a_verbatim_text_makes_no_links_of_bare_addresses(page: Page) -> None:
    assert page.evaluate(RENDER, ["https://a.example", {"verbatim": True}]) == "https://a.example"


@pytest.mark.parametrize(("form", "instant", "shown"), DATES)
def test_dates_stand_in_the_readers_zone_and_manner(page: Page, form: str, instant: datetime, shown: str) -> None:
    reader = {"zone": "Europe/London", "locale": "en-GB", "now": NOW.timestamp() * 1000}
    script = """async ([seconds, form, reader]) =>
      (await import("/page/dates.js")).slackDate(seconds, form, "the fallback", reader)"""
    assert page.evaluate(script, [int(instant.timestamp()), form, reader]) == shown


def hostile_blocks() -> list[dict[str, Any]]:
    text = HOSTILE[:75]
    pick = [{**options("one")[0], "text": plain(text)}]
    choice = {"type": "static_select", "action_id": "s", "placeholder": plain("Pick"), "options": pick}
    rich = [{"type": "text", "text": HOSTILE}, {"type": "link", "url": "javascript:alert(1)", "text": HOSTILE}]
    return [
        {"type": "header", "text": plain(HOSTILE)},
        {"type": "section", "text": marked(HOSTILE), "fields": [marked(HOSTILE), plain(HOSTILE)]},
        {"type": "context", "elements": [marked(HOSTILE), plain(HOSTILE)]},
        {"type": "actions", "elements": [button(text, "b"), choice]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": rich}]},
        {"type": "markdown", "text": f"# {HOSTILE}\n\n[x](javascript:alert(1)) **{HOSTILE}**\n\n- {HOSTILE}"},
        {"type": "table", "rows": [[{"type": "raw_text", "text": HOSTILE}], [{"type": "raw_text", "text": HOSTILE}]]},
        {"type": "image", "image_url": "https://elsewhere.example/x.png", "alt_text": HOSTILE},
    ]


def test_hostile_text_stays_text_wherever_it_stands(page: Page, bot: WebClient, sandbox: Sandbox) -> None:
    bars = [
        {
            "color": '#f00" onload=',
            "pretext": HOSTILE,
            "title": HOSTILE,
            "title_link": "javascript:alert(1)",
            "text": HOSTILE,
            "footer": HOSTILE,
        }
    ]
    bot.chat_postMessage(channel="C0MARKETING", text=HOSTILE)
    sandbox.person("U0TOM").say("C0MARKETING", HOSTILE)
    sandbox.person("U0TOM").upload("C0MARKETING", "img src=x onerror=alert(1).docx", b"PK")
    bot.chat_postMessage(channel="C0MARKETING", text="all", attachments=bars)
    script = """async (blocks) => {
      const { renderBlocks } = await import("/page/blocks.js");
      const { Directory } = await import("/page/directory.js");
      const state = await (await fetch("/ui/state?user=U0DEE")).json();
      const context = { directory: new Directory(state, "U0DEE"), act: async () => {} };
      const holder = document.createElement("section");
      holder.id = "hostile";
      holder.append(renderBlocks(blocks.filter((block) => block.type !== "image"), context));
      document.querySelector("#channel .scroller").append(holder);
    }"""
    page.evaluate(script, hostile_blocks())
    expect(page.locator(".message .text").first).to_have_text(AS_SEEN)
    expect(page.locator("#hostile h3").first).to_have_text(AS_SEEN)
    expect(page.locator("a.file")).to_be_visible()
    expect(page.locator(".attachment")).to_be_visible()
    inside = "#channel :is(script, iframe, [onerror], [onload], img:not([src^='/']), a[href^='javascript'])"
    assert page.locator(inside).count() == 0
    assert page.evaluate("window.pwned") is None
    shown = page.locator("#hostile").inner_text()
    assert shown.count("window.pwned=1") >= 12, json.dumps(shown)


def test_the_other_blocks_are_drawn(page: Page, bot: WebClient) -> None:
    leaf = {"type": "text", "text": "bold", "style": {"bold": True}}
    item = {"type": "rich_text_section", "elements": [leaf, {"type": "user", "user_id": "U0TOM"}]}
    blocks: list[dict[str, Any]] = [
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "ordered", "elements": [item, item]}]},
        {"type": "divider"},
        {
            "type": "markdown",
            "text": "## Plan\n\n**One** and [two](https://a.example)\n\n- a\n- b\n\n| x | y |\n|---|--:|\n| 1 | 2 |",
        },
        {"type": "context", "elements": [plain("Small print")]},
    ]
    bot.chat_postMessage(channel="C0MARKETING", text="all", blocks=blocks)
    message = page.locator(".message").last
    expect(message.locator("ol > li")).to_have_text(["bold@Tom Eaves"] * 2)
    expect(message.locator("h4")).to_have_text("Plan")
    expect(message.locator("ul > li")).to_have_text(["a", "b"])
    expect(message.locator("td")).to_have_text(["1", "2"])
    expect(message.get_by_role("link", name="two")).to_have_attribute("href", "https://a.example")
    expect(message.locator(".context")).to_have_text("Small print")
