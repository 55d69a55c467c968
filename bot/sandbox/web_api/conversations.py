"""conversations.*: which channels are there, who is in them, what was said?"""

import math
from collections.abc import Callable

from bot.sandbox.records import JSON, Channel, Message
from bot.sandbox.shapes import channel_json, message_json
from bot.sandbox.web_api.call import ApiError, Call, Method
from bot.sandbox.web_api.content import readable

_KIND = {"public_channel": "channel", "private_channel": "private", "im": "im"}
_PREFIX = {"channel": "channels", "private": "groups", "im": "im"}
_WHOLE_THREAD = 1000


def info(call: Call) -> JSON:
    """One channel."""
    return {"channel": channel_json(call.workspace.store, call.channel())}


def listing(call: Call) -> JSON:
    """The channels of the wanted types that the app can see."""
    store = call.workspace.store
    wanted = {_KIND.get(t) for t in (call.text("types") or "public_channel").split(",")}
    rows = [
        channel
        for channel in store.channels.values()
        if channel.kind in wanted
        and (channel.kind == "channel" or store.bot_in(channel))
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    page, after = call.page(rows)
    return {"channels": [channel_json(store, c) for c in page], "response_metadata": after}


def members(call: Call) -> JSON:
    """Who is in a channel."""
    page, after = call.page(sorted(call.channel().members))
    return {"members": page, "response_metadata": after}


def join(call: Call) -> JSON:
    """Puts the app into a public channel."""
    store = call.workspace.store
    channel = call.channel()
    if channel.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    channel.members.add(store.app.bot_user)
    return {"channel": channel_json(store, channel)}


def open_direct(call: Call) -> JSON:
    """The direct message with one person."""
    store = call.workspace.store
    users = [u for u in call.text("users").split(",") if u]
    if not users:
        channel = call.channel()
    elif len(users) > 1:
        raise ApiError("missing_scope", needed="mpim:write", provided="im:write")
    elif users[0] == store.app.bot_user:
        raise ApiError("cannot_dm_bot")
    elif users[0] not in store.people:
        raise ApiError("user_not_found")
    elif users[0] in store.gone:
        raise ApiError("user_disabled")
    else:
        channel = store.dm(users[0])
    full = channel_json(store, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": full, "no_op": True, "already_open": True}


def _moment(call: Call, name: str, default: float) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError as error:
        raise ApiError(f"invalid_ts_{name}") from error


def _window(call: Call) -> Callable[[Message], bool]:
    low, high = _moment(call, "oldest", 0), _moment(call, "latest", math.inf)
    if call.flag("inclusive"):
        return lambda message: low <= float(message.ts) <= high
    return lambda message: low < float(message.ts) < high


def _told(call: Call, rows: list[Message], default: int) -> JSON:
    page, after = call.page(rows, default)
    workspace = call.workspace
    metadata = call.flag("include_all_metadata")
    return {
        "messages": [message_json(workspace.store, workspace.base, m, metadata=metadata) for m in page],
        "has_more": bool(after["next_cursor"]),
        "pin_count": 0,
        "response_metadata": after,
    }


def _read(call: Call) -> Channel:
    channel = call.channel()
    needed = f"{_PREFIX[channel.kind]}:history"
    if needed not in call.workspace.scopes:
        provided = ",".join(sorted(call.workspace.scopes))
        raise ApiError("missing_scope", needed=needed, provided=provided)
    readable(call, channel)
    return channel


def history(call: Call) -> JSON:
    """What was said in a channel, newest first, threads left out."""
    channel, within = _read(call), _window(call)
    roots = [m for m in channel.messages if m.is_root and within(m)]
    return _told(call, roots[::-1], 100)


def replies(call: Call) -> JSON:
    """A thread, its root first."""
    channel, within = _read(call), _window(call)
    root = channel.find(call.needed("ts"))
    if root is None:
        raise ApiError("thread_not_found")
    rows = [m for m in channel.replies(root.ts) if within(m)]
    return _told(call, [root, *rows], _WHOLE_THREAD)


_SEE = ("channels:read", "groups:read", "im:read", "mpim:read")
_HEAR = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = {
    "conversations.info": Method(info, _SEE),
    "conversations.list": Method(listing, _SEE),
    "conversations.members": Method(members, _SEE),
    "conversations.join": Method(join, ("channels:join",)),
    "conversations.open": Method(open_direct, ("im:write",)),
    "conversations.history": Method(history, _HEAR),
    "conversations.replies": Method(replies, _HEAR),
}
