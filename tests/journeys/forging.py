"""How does a test send the bot what Slack's page would never send?"""

from copy import deepcopy
from typing import Any

from bot.sandbox.courier import Ack, Kind
from bot.sandbox.records import JSON
from tests.journeys.northfold import Northfold


def last(town: Northfold, kind: Kind = "interactive") -> JSON:
    """Return a copy of the last payload of that kind that went to the bot, to be altered."""
    return deepcopy(town.sandbox.sent(kind)[-1].payload)


def send(town: Northfold, payload: JSON, kind: Kind = "interactive") -> Ack:
    """Deliver `payload` as Slack would, signed or in an envelope, and return the bot's answer."""
    sandbox = town.sandbox
    return sandbox._on_loop(sandbox.workspace.post.deliver(kind, payload))


def click_of(town: Northfold, user: str, message: JSON, action_id: str, value: str) -> JSON:
    """Return the payload of a click by `user` on a message, on a button that need not be there."""
    sandbox = town.sandbox
    channel, team = message["channel"], sandbox.workspace.store.world.team_id
    respond = sandbox.workspace.tickets.respond(channel, user, message["ts"])
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.0"}
    return {
        "type": "block_actions",
        "team": {"id": team, "domain": "northfold"},
        "user": {"id": user, "username": user.lower(), "team_id": team},
        "api_app_id": sandbox.workspace.store.app.id,
        "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": False},
        "trigger_id": sandbox.workspace.tickets.trigger(user),
        "channel": {"id": channel, "name": "somewhere"},
        "response_url": sandbox.url + respond,
        "actions": [action],
    }


def answer_to(payload: JSON, block_id: str, held: Any) -> JSON:
    """Return a submission in which one question is answered with `held`, or with nothing at all when it is None."""
    altered = deepcopy(payload)
    values = altered["view"]["state"]["values"]
    if held is None:
        values.pop(block_id)
        return altered
    element = values[block_id][block_id]
    key = next(key for key in element if key == "value" or key.startswith("selected_"))
    element[key] = held
    return altered
