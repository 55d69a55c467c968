from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Connect


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def field(block: str, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block,
        "label": plain(block),
        "element": {"type": "plain_text_input", "action_id": "v", **element},
    }


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    shown = list(blocks) or [field("name")]
    return {"type": "modal", "title": plain("T"), "submit": plain("Go"), "blocks": shown, **more}


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sandbox(clock: HandClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, rate_limit=False) as running:
        yield running


@pytest.fixture
def triggers(app: App, connect: Connect, sandbox: Sandbox) -> Iterator[list[str]]:
    """The trigger_ids of the commands that Tom runs."""
    seen: list[str] = []

    @app.command("/brief")
    def remember(ack: Ack, body: dict[str, Any]) -> None:
        seen.append(body["trigger_id"])
        ack()

    connect(app)
    sandbox.person("U0TOM").command("/brief")
    return iter([seen])


@pytest.fixture
def trigger(triggers: Iterator[list[str]]) -> str:
    return next(triggers)[0]


def refused(client: WebClient, method: str, **args: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=args)
    return str(caught.value.response["error"])


def test_a_trigger_opens_one_modal(client: WebClient, trigger: str, sandbox: Sandbox) -> None:
    opened = client.views_open(trigger_id=trigger, view=modal(callback_id="campaign"))["view"]
    assert sandbox.person("U0TOM").view("campaign")["id"] == opened["id"] == opened["root_view_id"]
    assert refused(client, "views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


def test_a_trigger_is_good_for_three_seconds(client: WebClient, trigger: str, clock: HandClock) -> None:
    clock.at += timedelta(seconds=3, milliseconds=1)
    assert refused(client, "views.open", trigger_id=trigger, view=modal()) == "expired_trigger_id"


def test_a_trigger_at_the_last_moment_still_works(client: WebClient, trigger: str, clock: HandClock) -> None:
    clock.at += timedelta(seconds=3)
    assert client.views_open(trigger_id=trigger, view=modal())["ok"]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"trigger_id": "made-up", "view": modal()}, "invalid_trigger_id"),
        ({"view": modal()}, "invalid_arguments"),
        ({"trigger_id": "x"}, "invalid_arguments"),
        ({"trigger_id": "x", "view": {"type": "home", "blocks": [{"type": "divider"}]}}, "invalid_arguments"),
        ({"trigger_id": "x", "view": modal(title=plain("t" * 25))}, "invalid_arguments"),
        ({"trigger_id": "x", "view": "{"}, "invalid_arguments"),
    ],
)
def test_a_modal_that_slack_refuses_is_refused(client: WebClient, args: dict[str, Any], error: str) -> None:
    assert refused(client, "views.open", **args) == error


def test_a_view_of_more_than_250_kilobytes_is_too_large(client: WebClient, trigger: str) -> None:
    long = [{"type": "section", "text": plain("é" * 3000), "fields": [plain("é" * 2000)] * 10}] * 10
    assert refused(client, "views.open", trigger_id=trigger, view=modal(*long)) == "view_too_large"


def test_a_refused_view_leaves_the_trigger_unused(client: WebClient, trigger: str) -> None:
    assert refused(client, "views.open", trigger_id=trigger, view=modal(title=plain("t" * 25))) == "invalid_arguments"
    assert client.views_open(trigger_id=trigger, view=modal())["ok"]


def test_an_update_with_an_old_hash_conflicts(client: WebClient, trigger: str) -> None:
    first = client.views_open(trigger_id=trigger, view=modal())["view"]
    client.views_update(view_id=first["id"], hash=first["hash"], view=modal())
    stale = {"view_id": first["id"], "hash": first["hash"], "view": modal()}
    assert refused(client, "views.update", **stale) == "hash_conflict"
    assert client.views_update(view_id=first["id"], view=modal())["ok"]


def test_a_closed_modal_cannot_be_updated(client: WebClient, trigger: str, sandbox: Sandbox) -> None:
    opened = client.views_open(trigger_id=trigger, view=modal())["view"]
    sandbox.person("U0TOM").close()
    assert refused(client, "views.update", view_id=opened["id"], view=modal()) == "not_found"


def test_a_modal_is_found_by_its_external_id_which_is_unique(
    client: WebClient, triggers: Iterator[list[str]], sandbox: Sandbox
) -> None:
    seen = next(triggers)
    client.views_open(trigger_id=seen[0], view=modal(external_id="one"))
    assert client.views_update(external_id="one", view=modal(external_id="one"))["ok"]
    sandbox.person("U0TOM").command("/brief")
    again = {"trigger_id": seen[1], "view": modal(external_id="one")}
    assert refused(client, "views.open", **again) == "duplicate_external_id"


def test_an_update_keeps_what_was_typed_where_block_and_action_stay(
    app: App, client: WebClient, sandbox: Sandbox, connect: Connect
) -> None:
    more = {"type": "button", "action_id": "more", "text": plain("More")}

    @app.command("/brief")
    def open_form(ack: Ack, body: dict[str, Any]) -> None:
        blocks = [field("name"), {"type": "actions", "elements": [more]}]
        client.views_open(trigger_id=body["trigger_id"], view=modal(*blocks))
        ack()

    @app.action("more")
    def grow(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        client.views_update(view_id=body["view"]["id"], view=modal(field("name"), field("goal", initial_value="g")))

    connect(app)
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    shown = tom.view()
    button = shown["blocks"][1]
    tom._post(
        "/ui/click",
        view_id=shown["id"],
        block_id=button["block_id"],
        action_id="more",
        values={"name": {"v": {"type": "plain_text_input", "value": "typed"}}},
    )
    kept = {block: held["v"]["value"] for block, held in tom.view()["state"]["values"].items()}
    assert kept == {"name": "typed", "goal": "g"}


def test_three_modals_stack_and_no_more(app: App, client: WebClient, sandbox: Sandbox, connect: Connect) -> None:
    deeper = {"type": "actions", "elements": [{"type": "button", "action_id": "down", "text": plain("Down")}]}
    errors: list[str] = []

    @app.command("/brief")
    def open_form(ack: Ack, body: dict[str, Any]) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(deeper))
        ack()

    @app.action("down")
    def push(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=modal(deeper))
        except SlackApiError as error:
            errors.append(error.response["error"])

    connect(app)
    tom = sandbox.person("U0TOM")
    tom.command("/brief")
    for _ in range(3):
        assert tom.click_in_view("down")["ok"]
    assert errors == ["push_limit_reached"]
    assert tom._get("/ui/view")["depth"] == 3
    tom.close()
    assert tom._get("/ui/view")["depth"] == 2
    tom.close(clear=True)
    assert tom.open_view() is None


def test_a_push_needs_a_gesture_in_a_modal(client: WebClient, trigger: str) -> None:
    assert refused(client, "views.push", trigger_id=trigger, view=modal()) == "not_found"


def test_a_home_tab_is_published_and_shown(client: WebClient, sandbox: Sandbox) -> None:
    home = {"type": "home", "blocks": [{"type": "section", "text": plain("Your briefs")}]}
    first = client.views_publish(user_id="U0TOM", view=home)["view"]
    second = client.views_publish(user_id="U0TOM", view=home, hash=first["hash"])["view"]
    shown = sandbox.person("U0TOM").home()
    assert shown is not None
    assert shown["id"] == first["id"] == second["id"]
    assert sandbox.person("U0DEE").home() is None
    stale = {"user_id": "U0TOM", "view": home, "hash": first["hash"]}
    assert refused(client, "views.publish", **stale) == "hash_conflict"
    assert refused(client, "views.publish", user_id="U0NOBODY", view=home) == "user_not_found"
    assert refused(client, "views.publish", user_id="U0TOM", view=modal()) == "invalid_arguments"
