"""auth.test and apps.connections.open: who is asking, and where can it listen?"""

from collections.abc import Mapping

from bot.sandbox.records import JSON
from bot.sandbox.web_api.call import Call, Method


def test(call: Call) -> JSON:
    """Who the token belongs to."""
    store = call.workspace.store
    return {
        "url": f"{call.workspace.base}/",
        "team": store.world.team_name,
        "user": store.app.name.lower(),
        "team_id": store.world.team_id,
        "user_id": store.app.bot_user,
        "bot_id": store.app.bot_id,
        "is_enterprise_install": False,
    }


def connect(call: Call) -> JSON:
    """A URL for one WebSocket."""
    workspace = call.workspace
    base = workspace.base.replace("http", "ws", 1)
    return {"url": f"{base}/link?{workspace.sockets.ticket()}"}


def granted(call: Call) -> Mapping[str, str]:
    """The header that names what the token may do."""
    return {"x-oauth-scopes": ",".join(sorted(call.workspace.scopes))}


METHODS = {
    "auth.test": Method(test, headers=granted),
    "apps.connections.open": Method(connect, asker="app"),
}
