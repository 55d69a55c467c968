import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.person import until
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Connect

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def option(value: str) -> JSON:
    return {"text": plain(value.title()), "value": value}


def asked(block: str, kind: str, *, optional: bool = False, **element: Any) -> JSON:
    return {
        "type": "input",
        "block_id": block,
        "optional": optional,
        "label": plain(block),
        "element": {"type": kind, "action_id": "v", **element},
    }


FORM: JSON = {
    "type": "modal",
    "callback_id": "campaign",
    "title": plain("New campaign"),
    "submit": plain("Go"),
    "notify_on_close": True,
    "blocks": [
        asked("name", "plain_text_input", max_length=20),
        asked("target", "number_input", is_decimal_allowed=False, min_value="1", max_value="100"),
        asked("start", "datepicker"),
        asked("goal", "static_select", options=[option("sales"), option("reach")]),
        asked("channels", "multi_static_select", options=[option("email"), option("social"), option("print")]),
        asked("market", "checkboxes", options=[option("uk"), option("se")], optional=True),
        asked("owner", "users_select", initial_user="U0TOM"),
        asked("link", "url_text_input", optional=True),
        asked("contact", "email_text_input", optional=True),
    ],
}
ANSWERS: JSON = {
    "name": "Spring",
    "target": 40,
    "start": "2026-12-01",
    "goal": "reach",
    "channels": ["email", "Print"],
}
BUTTONS: list[JSON] = [
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "approve", "text": plain("Approve"), "value": "1", "style": "primary"},
            {"type": "static_select", "action_id": "pick", "options": [option("one"), option("two")]},
        ],
    }
]


@pytest.fixture
def heard(app: App, connect: Connect) -> list[JSON]:
    """What the app heard; it opens a form on `/brief` and answers `/brief help` at once."""
    bodies: list[JSON] = []

    @app.command("/brief")
    def command(ack: Ack, body: JSON, client: WebClient) -> None:
        bodies.append(body)
        if body["text"] == "help":
            ack("*help* is here")
        elif body["text"] == "shout":
            ack(response_type="in_channel", text="heard by all")
        else:
            client.views_open(trigger_id=body["trigger_id"], view=FORM)
            ack()

    @app.action("approve")
    @app.action("pick")
    @app.view_closed("campaign")
    def note(ack: Ack, body: JSON) -> None:
        bodies.append(body)
        ack()

    @app.view("campaign")
    def submit(ack: Ack, body: JSON) -> None:
        bodies.append(body)
        name = body["view"]["state"]["values"]["name"]["v"]["value"]
        answers: dict[str, JSON] = {
            "wrong": {"response_action": "errors", "errors": {"name": "Not that one."}},
            "stranger": {"response_action": "errors", "errors": {"nobody": "There is no such block."}},
            "changed": {"response_action": "update", "view": {**FORM, "callback_id": "changed"}},
            "broken": {"response_action": "update", "view": {"type": "modal"}},
        }
        ack(**answers.get(name, {}))

    connect(app)
    return bodies


def test_a_command_arrives_as_slack_spells_it(sandbox: Sandbox, heard: list[JSON]) -> None:
    assert sandbox.person("U0TOM").command("/brief  status BRF-1 <now> & then", "C0DESIGN") == {"ok": True}
    told = {k: v for k, v in heard[0].items() if k not in {"token", "trigger_id", "response_url"}}
    assert told == {
        "team_id": "T0NORTHFOLD",
        "team_domain": "northfold",
        "channel_id": "C0DESIGN",
        "channel_name": "design-review",
        "user_id": "U0TOM",
        "user_name": "tom",
        "command": "/brief",
        "text": "status BRF-1 &lt;now&gt; &amp; then",
        "api_app_id": "A0BATON",
        "is_enterprise_install": "false",
    }


@pytest.mark.usefixtures("heard")
def test_a_texts_answer_is_private_unless_it_says_otherwise(sandbox: Sandbox) -> None:
    tom, dee = sandbox.person("U0TOM"), sandbox.person("U0DEE")
    tom.command("/brief help", "C0GENERAL")
    tom.command("/brief shout", "C0GENERAL")
    assert [m["text"] for m in tom.messages("C0GENERAL")] == ["*help* is here", "heard by all"]
    assert [m["text"] for m in dee.messages("C0GENERAL")] == ["heard by all"]


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(
    ("user", "channel", "line", "error"),
    [
        ("U0TOM", "C0DESIGN", "/bref", "invalid_command"),
        ("U0TOM", "C0LEADS", "/brief", "channel_not_found"),
        ("U0NOBODY", "C0DESIGN", "/brief", "user_not_found"),
        ("U0INES", "C0AGENCY", "/brief", "not_allowed"),
    ],
)
def test_a_command_that_slack_refuses_never_reaches_the_app(
    sandbox: Sandbox, user: str, channel: str, line: str, error: str
) -> None:
    answer = sandbox.person(user).command(line, channel)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert sandbox.sent() == []


def test_nobody_listening_is_said_in_slacks_words(sandbox: Sandbox) -> None:
    answer = sandbox.person("U0TOM").command("/brief")
    assert answer["text"] == '/brief failed with the error "dispatch_failed"'


def test_an_ack_that_comes_too_late_is_a_timeout(sandbox: Sandbox, app: App, connect: Connect) -> None:
    release = threading.Event()

    @app.command("/brief")
    def slow(ack: Ack) -> None:
        release.wait(10)
        ack("too late")

    connect(app)
    tom = sandbox.person("U0TOM")
    started = time.monotonic()
    answer = tom.command("/brief")
    assert time.monotonic() - started < 3
    assert answer["text"] == '/brief failed with the error "operation_timeout"'
    release.set()
    assert tom.ephemerals("C0MARKETING") == []


def test_a_click_that_is_not_acknowledged_is_told_to_the_person(
    sandbox: Sandbox, client: WebClient, app: App, connect: Connect
) -> None:
    connect(app)
    client.chat_postMessage(channel="C0DESIGN", text="x", blocks=BUTTONS)
    dee = sandbox.person("U0DEE")
    answer = dee.click(dee.messages("C0DESIGN")[0], "approve")
    assert (answer["ok"], answer["error"]) == (False, "operation_timeout")


def test_a_form_is_filled_by_block_and_read_by_block(sandbox: Sandbox, heard: list[JSON]) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    assert tom.submit({**ANSWERS, "market": ["se"]}) == {"ok": True, "errors": {}, "response_action": None}
    values = {block: held["v"] for block, held in heard[1]["view"]["state"]["values"].items()}
    assert values["name"] == {"type": "plain_text_input", "value": "Spring"}
    assert values["target"] == {"type": "number_input", "value": "40"}
    assert values["start"] == {"type": "datepicker", "selected_date": "2026-12-01"}
    assert values["goal"]["selected_option"] == option("reach")
    assert values["channels"]["selected_options"] == [option("email"), option("print")]
    assert values["market"]["selected_options"] == [option("se")]
    assert values["owner"] == {"type": "users_select", "selected_user": "U0TOM"}
    assert values["link"] == {"type": "url_text_input", "value": None}
    assert tom.open_view() is None


@pytest.mark.parametrize(
    ("block", "value", "sentence"),
    [
        ("name", "", "Please complete this required field."),
        ("name", "x" * 21, "Please enter no more than 20 characters."),
        ("target", "many", "Please enter a valid number."),
        ("target", "NaN", "Please enter a valid number."),
        ("target", "2.5", "Please enter a whole number."),
        ("target", "0", "Please enter a number that is 1 or more."),
        ("target", "101", "Please enter a number that is 100 or less."),
        ("start", None, "Please complete this required field."),
        ("channels", [], "Please complete this required field."),
        ("link", "nowhere", "Please enter a valid URL."),
        ("contact", "nobody", "Please enter a valid email address."),
    ],
)
def test_slack_itself_looks_at_the_fields_first(
    sandbox: Sandbox, heard: list[JSON], block: str, value: Any, sentence: str
) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    answer = tom.submit({**ANSWERS, block: value})
    assert (answer["response_action"], answer["errors"]) == ("errors", {block: sentence})
    assert len(heard) == 1


@pytest.mark.usefixtures("heard")
def test_the_apps_errors_keep_the_form_open_with_what_was_typed(sandbox: Sandbox) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    answer = tom.submit({**ANSWERS, "name": "wrong"})
    assert (answer["response_action"], answer["errors"]) == ("errors", {"name": "Not that one."})
    assert tom.submit({"name": "right"})["response_action"] is None


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("name", ["stranger", "broken"])
def test_an_answer_that_slack_cannot_show_is_trouble(sandbox: Sandbox, name: str) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    answer = tom.submit({**ANSWERS, "name": name})
    assert (answer["error"], answer["text"]) == ("invalid_response", "We had some trouble connecting. Try again?")
    assert tom.view("campaign")


@pytest.mark.usefixtures("heard")
def test_a_form_can_be_replaced_by_the_answer(sandbox: Sandbox) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    first = tom.view("campaign")["id"]
    tom.submit({**ANSWERS, "name": "changed"})
    assert tom.view("changed", timeout=1)["id"] == first


def test_a_pushed_form_lies_on_top_and_clear_takes_both(sandbox: Sandbox, app: App, connect: Connect) -> None:
    bottom = {**FORM, "blocks": [asked("name", "plain_text_input")]}

    @app.command("/brief")
    def command(ack: Ack, body: JSON, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=bottom)
        ack()

    @app.view("campaign")
    def push(ack: Ack) -> None:
        ack(response_action="push", view={**bottom, "callback_id": "next"})

    @app.view("next")
    def clear(ack: Ack) -> None:
        ack(response_action="clear")

    connect(app)
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    root = tom.view("campaign")["id"]
    tom.submit({"name": "a"})
    top = tom.view("next")
    assert (top["root_view_id"], top["previous_view_id"]) == (root, root)
    tom.submit({"name": "b"})
    assert tom.open_view() is None


def test_a_form_submitted_twice_at_once_reaches_the_app_twice(sandbox: Sandbox, app: App, connect: Connect) -> None:
    both = threading.Barrier(2)
    seen: list[str] = []

    @app.command("/brief")
    def command(ack: Ack, body: JSON, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.view("campaign")
    def submit(ack: Ack, body: JSON) -> None:
        seen.append(body["view"]["id"])
        both.wait(5)
        ack()

    connect(app)
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    shown = tom.view()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: tom.submit(ANSWERS, view=shown), range(2)))
    assert [a["ok"] for a in answers] == [True, True]
    assert seen == [shown["id"]] * 2
    assert tom.submit(ANSWERS, view=shown)["error"] == "view_not_found"


def test_closing_is_told_when_asked_for(sandbox: Sandbox, heard: list[JSON]) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    tom.close()
    assert (heard[1]["type"], heard[1]["is_cleared"]) == ("view_closed", False)


def test_a_click_arrives_as_slack_spells_it(sandbox: Sandbox, client: WebClient, heard: list[JSON]) -> None:
    root = client.chat_postMessage(channel="C0DESIGN", text="root")["ts"]
    ts = client.chat_postMessage(channel="C0DESIGN", text="look", blocks=BUTTONS, thread_ts=root)["ts"]
    dee = sandbox.person("U0DEE")
    message = dee.thread("C0DESIGN", root)[1]
    assert dee.click(message, "approve")["ok"]
    body = heard[0]
    assert body["team"] == {"id": "T0NORTHFOLD", "domain": "northfold"}
    assert body["user"] == {"id": "U0DEE", "username": "dee", "name": "dee", "team_id": "T0NORTHFOLD"}
    assert body["channel"] == {"id": "C0DESIGN", "name": "design-review"}
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0DESIGN",
        "is_ephemeral": False,
        "thread_ts": root,
    }
    assert body["message"]["ts"] == ts
    (action,) = body["actions"]
    assert (action["action_id"], action["value"], action["type"]) == ("approve", "1", "button")
    assert action["action_ts"] > ts


def test_a_choice_in_a_message_is_in_the_action_and_in_the_state(
    sandbox: Sandbox, client: WebClient, heard: list[JSON]
) -> None:
    client.chat_postMessage(channel="C0DESIGN", text="look", blocks=BUTTONS)
    dee = sandbox.person("U0DEE")
    dee.click(dee.messages("C0DESIGN")[0], "pick", "two")
    assert heard[0]["actions"][0]["selected_option"] == option("two")
    (fields,) = heard[0]["state"]["values"].values()
    assert fields["pick"]["selected_option"] == option("two")


def test_a_person_whose_screen_is_behind_still_presses_the_old_button(
    sandbox: Sandbox, client: WebClient, heard: list[JSON]
) -> None:
    ts = client.chat_postMessage(channel="C0DESIGN", text="look", blocks=BUTTONS)["ts"]
    dee = sandbox.person("U0DEE")
    old = dee.messages("C0DESIGN")[0]
    client.chat_update(channel="C0DESIGN", ts=ts, text="decided", blocks=[])
    assert dee.click(old, "approve")["ok"]
    assert heard[0]["actions"][0]["value"] == "1"
    assert heard[0]["message"]["text"] == "decided"
    client.chat_delete(channel="C0DESIGN", ts=ts)
    assert dee.click(old, "approve")["error"] == "message_not_found"


def test_a_click_on_an_ephemeral_message_carries_no_message(
    sandbox: Sandbox, client: WebClient, heard: list[JSON]
) -> None:
    client.chat_postEphemeral(channel="C0DESIGN", user="U0DEE", text="psst", blocks=BUTTONS)
    dee = sandbox.person("U0DEE")
    dee.click(dee.ephemerals("C0DESIGN")[0], "approve")
    assert heard[0]["container"]["is_ephemeral"]
    assert "message" not in heard[0]


def test_an_outsider_clicks_in_our_name_and_submits_in_theirs(
    sandbox: Sandbox, client: WebClient, app: App, connect: Connect
) -> None:
    seen: list[JSON] = []

    @app.action("approve")
    def click(ack: Ack, body: JSON) -> None:
        seen.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.view("campaign")
    def submit(ack: Ack, body: JSON) -> None:
        seen.append(body)
        ack()

    connect(app)
    client.chat_postMessage(channel="C0AGENCY", text="look", blocks=BUTTONS)
    ines = sandbox.person("U0INES")
    ines.click(ines.messages("C0AGENCY")[0], "approve")
    ines.submit(ANSWERS)
    clicked, submitted = seen
    assert (clicked["team"]["id"], clicked["user"]["team_id"]) == ("T0NORTHFOLD", "T0HARBOUR")
    assert (submitted["team"]["id"], submitted["user"]["team_id"]) == ("T0HARBOUR", "T0HARBOUR")
    assert submitted["view"]["app_installed_team_id"] == "T0NORTHFOLD"
    assert [c["id"] for c in ines.state()["channels"] if c["kind"] != "im"] == ["C0AGENCY"]


def test_a_response_url_answers_five_times(sandbox: Sandbox, client: WebClient, heard: list[JSON]) -> None:
    client.chat_postMessage(channel="C0DESIGN", text="look", blocks=BUTTONS)
    dee = sandbox.person("U0DEE")
    dee.click(dee.messages("C0DESIGN")[0], "approve")
    hook = WebhookClient(heard[0]["response_url"], retry_handlers=[])
    assert hook.send(text="for you").status_code == 200
    assert hook.send(text="for all", response_type="in_channel").status_code == 200
    assert hook.send(text="changed", replace_original=True).status_code == 200
    assert [m["text"] for m in dee.messages("C0DESIGN")] == ["changed", "for you", "for all"]
    assert [m["text"] for m in sandbox.person("U0TOM").messages("C0DESIGN")] == ["changed", "for all"]
    assert hook.send(delete_original=True).status_code == 200
    assert [m["text"] for m in dee.messages("C0DESIGN")] == ["for you", "for all"]
    assert hook.send(blocks=[{"type": "nope"}]).status_code == 400
    sixth = hook.send(text="again")
    assert (sixth.status_code, sixth.body) == (404, "used_url")


def test_a_response_url_lives_for_thirty_minutes() -> None:
    moments = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    with Sandbox(clock=lambda: moments[-1]) as sandbox:
        url = sandbox.url + sandbox.workspace.tickets.respond("C0DESIGN", "U0TOM")
        hook = WebhookClient(url, retry_handlers=[])
        moments.append(moments[0] + timedelta(minutes=30))
        assert hook.send(text="just in time").status_code == 200
        moments.append(moments[0] + timedelta(minutes=30, seconds=1))
        late = hook.send(text="late")
        assert (late.status_code, late.body) == (404, "expired_url")


def test_what_happens_where_the_app_is_becomes_an_event(sandbox: Sandbox, app: App, connect: Connect) -> None:
    events: list[JSON] = []

    def note(event: JSON) -> None:
        events.append(event)

    for kind in ("message", "member_joined_channel", "app_home_opened", "file_shared"):
        app.event(kind)(note)
    connect(app)
    tom, ines = sandbox.person("U0TOM"), sandbox.person("U0INES")
    tom.say("C0GENERAL", "the app is not here")
    tom.say("C0DESIGN", "hello <there>")
    tom.say(tom.dm(), "direct")
    ines.upload("C0AGENCY", "edits.docx", b"PK")
    sandbox.invite("C0DESIGN", "U0INES")
    tom.home()
    until(lambda: len(events) >= 6, 10, "six events")
    told = {(e["type"], e.get("text"), e.get("channel_type")) for e in events}
    assert told == {
        ("message", "hello &lt;there&gt;", "channel"),
        ("message", "direct", "im"),
        ("message", "", "channel"),
        ("file_shared", None, None),
        ("member_joined_channel", None, "C"),
        ("app_home_opened", None, None),
    }
    (shared,) = [e for e in events if e.get("subtype") == "file_share"]
    assert shared["files"][0]["file_access"] == "check_file_info"


def test_an_event_that_is_not_answered_comes_again(sandbox: Sandbox, app: App, connect: Connect) -> None:
    connect(app)
    sandbox.person("U0TOM").say("C0DESIGN", "is anybody there?")
    until(lambda: len(sandbox.sent("events_api")) >= 2, 10, "a second try")
    first, second = sandbox.sent("events_api")
    assert first.payload == second.payload
    assert '"retry_attempt": 1' in second.body


@pytest.mark.parametrize(("fault", "status"), [({"status": 500}, 500), ({"drop": True}, None)])
def test_a_response_url_can_fail_too(sandbox: Sandbox, fault: JSON, status: int | None) -> None:
    hook = WebhookClient(sandbox.url + sandbox.workspace.tickets.respond("C0DESIGN", "U0TOM"), retry_handlers=[])
    sandbox.fail("response_url", **fault)
    if status:
        assert hook.send(text="x").status_code == status
    else:
        with pytest.raises(OSError):  # noqa: PT011 - the client words it as it likes
            hook.send(text="x")
    assert sandbox.person("U0TOM").messages("C0DESIGN") == []


@pytest.mark.parametrize(("said", "word"), [({"text": ""}, "no_text"), ({"delete_original": True}, "ok")])
def test_a_response_url_that_has_nothing_to_say_says_nothing(sandbox: Sandbox, said: JSON, word: str) -> None:
    hook = WebhookClient(sandbox.url + sandbox.workspace.tickets.respond("C0DESIGN", "U0TOM"), retry_handlers=[])
    assert hook.send_dict(said).body == word
    assert sandbox.person("U0TOM").messages("C0DESIGN") == []


def test_a_made_up_response_url_leads_nowhere(sandbox: Sandbox) -> None:
    answer = WebhookClient(f"{sandbox.url}/response/made-up", retry_handlers=[]).send(text="x")
    assert (answer.status_code, answer.body) == (404, "no_such_url")


def test_an_answer_with_unreadable_blocks_is_not_shown(sandbox: Sandbox, app: App, connect: Connect) -> None:
    @app.command("/brief")
    def command(ack: Ack) -> None:
        ack(text="x", blocks=[{"type": "nope"}])

    connect(app)
    assert sandbox.person("U0TOM").command("/brief")["error"] == "invalid_blocks"
    assert sandbox.person("U0TOM").messages("C0MARKETING") == []


def test_a_file_of_a_form_arrives_whole(sandbox: Sandbox, app: App, connect: Connect) -> None:
    seen: list[JSON] = []

    @app.command("/brief")
    def command(ack: Ack, body: JSON, client: WebClient) -> None:
        blocks = [asked("research", "file_input"), asked("who", "multi_users_select"), asked("at", "datetimepicker")]
        client.views_open(trigger_id=body["trigger_id"], view={**FORM, "blocks": blocks})
        ack()

    @app.view("campaign")
    def submit(ack: Ack, body: JSON) -> None:
        seen.append(body["view"]["state"]["values"])
        ack()

    connect(app)
    tom = sandbox.person("U0TOM")
    file = tom.upload("", "research.docx", b"PK")
    tom.command("/brief")
    tom.submit({"research": file["id"], "who": ["U0DEE"], "at": 1_800_000_000})
    (values,) = seen
    assert values["research"]["v"]["files"][0]["name"] == "research.docx"
    assert values["who"]["v"]["selected_users"] == ["U0DEE"]
    assert values["at"]["v"]["selected_date_time"] == 1_800_000_000


def test_a_modal_of_somebody_else_cannot_be_touched(sandbox: Sandbox, heard: list[JSON]) -> None:
    sandbox.person("U0TOM").command("/brief")
    shown = sandbox.person("U0TOM").view()
    assert sandbox.person("U0DEE").submit(ANSWERS, view=shown)["error"] == "view_not_found"
    assert len(heard) == 1


def test_a_message_deleted_behind_the_apps_back_is_gone(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0DESIGN", text="x")["ts"]
    sandbox.delete_message("C0DESIGN", ts)
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel="C0DESIGN", ts=ts, text="y")


def test_an_entry_that_is_in_no_menu_cannot_be_picked(sandbox: Sandbox) -> None:
    tom, ines = sandbox.person("U0TOM"), sandbox.person("U0INES")
    gone = {"channel": "C0MARKETING", "ts": "1.000000"}
    assert tom.shortcut("brief_from_message")["error"] == "shortcut_not_found"
    assert tom.shortcut("new_brief", gone)["error"] == "shortcut_not_found"
    assert tom.shortcut("brief_from_message", gone)["error"] == "message_not_found"
    assert ines.shortcut("new_brief")["error"] == "shortcut_not_found"
