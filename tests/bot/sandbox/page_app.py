"""What is the small app that the page's tests talk to? A real Bolt app over Socket Mode."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> JSON:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def button(text: str, action: str, **more: Any) -> JSON:
    """A button whose value is its action."""
    return {"type": "button", "text": plain(text), "action_id": action, "value": action, **more}


def question(block_id: str, label: str, element: JSON, **more: Any) -> JSON:
    """An input block; its element's action_id is "value"."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def options(*texts: str) -> list[JSON]:
    """Options whose values are their texts in lower case."""
    return [{"text": plain(text), "value": text.lower()} for text in texts]


def decision(**more: Any) -> list[JSON]:
    """The blocks of a message that asks for approval; `more` goes into its button."""
    actions = {"type": "actions", "block_id": "decide", "elements": [button("Approve", "approve", **more)]}
    return [{"type": "section", "text": marked("*BRF-1* waits")}, actions]


def form(title: str = "New campaign", note: str = "Tell us.") -> JSON:
    """A modal with one input of every kind the campaign modal has, and a button."""
    text = {"type": "plain_text_input"}
    channels = {"type": "multi_static_select", "options": options("Email", "Search", "Radio")}
    return {
        "type": "modal",
        "callback_id": "campaign",
        "title": plain(title),
        "submit": plain("Start"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "section", "block_id": "note", "text": marked(note), "accessory": button("Refresh", "refresh")},
            {"type": "actions", "block_id": "steps", "elements": [button("More", "more")]},
            question("name", "Name", {**text, "placeholder": plain("Harvest box"), "max_length": 20}),
            question("goal", "Goal", {**text, "multiline": True}, hint=plain("One sentence.")),
            question("target", "Target", {"type": "number_input", "is_decimal_allowed": True}),
            question("channels", "Channels", channels),
            question(
                "currency",
                "Currency",
                {"type": "static_select", "options": options("GBP", "EUR"), "initial_option": options("GBP")[0]},
            ),
            question("start", "Start", {"type": "datepicker", "initial_date": "2026-12-01"}),
            question("hour", "Hour", {"type": "timepicker"}, optional=True),
            question("tell", "Tell", {"type": "multi_users_select"}, optional=True),
            question("owner", "Owner", {"type": "users_select", "initial_user": "U0TOM"}, optional=True),
            question("needs", "Needs", {"type": "checkboxes", "options": options("Legal", "Print")}, optional=True),
            question("pace", "Pace", {"type": "radio_buttons", "options": options("Calm", "Rush")}, optional=True),
        ],
    }


class PageApp:
    """Answers /brief with a form, refuses the name "taken", and remembers what it was sent."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.client = WebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        self.clicks: list[JSON] = []
        self.submitted: list[JSON] = []
        self.bolt = App(client=self.client, process_before_response=True)
        self.bolt.command("/brief")(self._command)
        self.bolt.action("refresh")(self._refresh)
        self.bolt.action("more")(self._more)
        self.bolt.action("approve")(self._approve)
        self.bolt.view("campaign")(self._submit)

    def forget(self) -> None:
        """Forgets what it was sent so far."""
        self.clicks.clear()
        self.submitted.clear()

    def _command(self, ack: Ack, body: JSON) -> None:
        if body["text"]:
            ack(f"You asked for *{body['text']}*.")
            return
        self.client.views_open(trigger_id=body["trigger_id"], view=form())
        ack()

    def _refresh(self, ack: Ack, body: JSON) -> None:
        self.client.views_update(view_id=body["view"]["id"], view=form(note="It is fresh now."))
        ack()

    def _more(self, ack: Ack, body: JSON) -> None:
        self.client.views_push(trigger_id=body["trigger_id"], view=form("Second step"))
        ack()

    def _approve(self, ack: Ack, body: JSON) -> None:
        self.clicks.append(body["actions"][0])
        where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        self.client.chat_update(**where, text="Approved by <@U0DEE>", blocks=[])
        ack()

    def _submit(self, ack: Ack, body: JSON) -> None:
        values = body["view"]["state"]["values"]
        if values["name"]["value"]["value"] == "taken":
            ack(response_action="errors", errors={"name": "That name is taken.", "start": "Too early."})
            return
        self.submitted.append(values)
        ack()


@contextmanager
def connected(sandbox: Sandbox) -> Iterator[PageApp]:
    """The app, connected to a sandbox."""
    app = PageApp(sandbox)
    handler = SocketModeHandler(app.bolt, sandbox.app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    try:
        yield app
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
