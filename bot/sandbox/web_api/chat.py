"""chat.*: what the app says, changes and takes back."""

import math

from bot.sandbox.records import JSON, Channel, Message
from bot.sandbox.shapes import message_json
from bot.sandbox.store import stand_in
from bot.sandbox.web_api.call import ApiError, Call, Method
from bot.sandbox.web_api.content import (
    POST_TEXT,
    UPDATE_TEXT,
    attachments_of,
    blocks_of,
    markdown_of,
    metadata_of,
    thread_of,
    writable,
)

_TOO_MANY = 429


def _addressed(call: Call) -> Channel:
    store = call.workspace.store
    wanted = call.needed("channel")
    if wanted == store.app.bot_user:
        raise ApiError("cannot_dm_bot")
    return store.dm(wanted) if wanted in store.people else call.channel()


def _paced(call: Call, channel: Channel) -> None:
    wait = call.workspace.limiter.wait(channel.id)
    if wait:
        headers = {"Retry-After": str(math.ceil(wait))}
        raise ApiError("ratelimited", status=_TOO_MANY, headers=headers)


def _answer(call: Call, message: Message) -> JSON:
    workspace = call.workspace
    shown = message_json(workspace.store, workspace.base, message, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "message": shown}


def _composed(call: Call, channel: Channel) -> Message:
    blocks, attachments = blocks_of(call, channel.id), attachments_of(call)
    text = markdown_of(call) or call.text("text")[:POST_TEXT]
    if not text.strip() and not blocks and not attachments:
        raise ApiError("no_text")
    message = call.workspace.from_bot(channel.id, text, blocks)
    message.attachments = attachments
    message.thread_ts = thread_of(call, channel)
    return message


def post(call: Call) -> JSON:
    """Puts a message into a channel, a thread or a direct message."""
    channel = _addressed(call)
    writable(call, channel)
    metadata = metadata_of(call)
    message = _composed(call, channel)
    message.metadata = metadata
    message.broadcast = bool(message.thread_ts) and call.flag("reply_broadcast")
    _paced(call, channel)
    return _answer(call, call.workspace.store.add(message))


def post_ephemeral(call: Call) -> JSON:
    """Shows a message to one person who is in the channel."""
    channel = call.channel()
    writable(call, channel)
    user = call.needed("user")
    if user not in call.workspace.store.people:
        raise ApiError("user_not_found")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    message = _composed(call, channel)
    message.only_for = user
    call.workspace.store.add(message)
    return {"message_ts": message.ts}


def _own(call: Call, refusal: str) -> Message:
    channel = call.channel()
    message = channel.find(call.needed("ts"))
    if message is None or message.subtype == "tombstone":
        raise ApiError("message_not_found")
    if not message.bot:
        raise ApiError(refusal)
    return message


def update(call: Call) -> JSON:
    """Gives one of the app's messages another face; what is not given stays."""
    message = _own(call, "cant_update_message")
    if call.workspace.store.channels[message.channel].archived:
        raise ApiError("is_archived")
    text = markdown_of(call) or call.text("text")
    if len(text) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    blocks, attachments = blocks_of(call, message.channel), attachments_of(call)
    metadata = metadata_of(call)
    if not any(call.args.get(k) for k in ("text", "markdown_text", "blocks", "attachments")):
        raise ApiError("no_text")
    if text or "blocks" in call.args:
        message.past.append(message.blocks)
        message.blocks = stand_in(blocks, call.workspace.mint)
    if "attachments" in call.args:
        message.attachments = attachments
    message.text = text or message.text
    message.metadata = metadata or message.metadata
    message.edited = None if blocks else call.workspace.mint.ts()
    call.workspace.store.touched(message)
    return {**_answer(call, message), "text": message.text}


def delete(call: Call) -> JSON:
    """Takes one of the app's messages away."""
    message = _own(call, "cant_delete_message")
    call.workspace.store.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(call: Call) -> JSON:
    """A link to a message."""
    channel = call.channel()
    message = channel.find(call.needed("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    path = f"/archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.thread_ts else ""
    return {"channel": channel.id, "permalink": f"{call.workspace.base}{path}{thread}"}


_WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(post, _WRITE),
    "chat.postEphemeral": Method(post_ephemeral, _WRITE),
    "chat.update": Method(update, _WRITE),
    "chat.delete": Method(delete, _WRITE),
    "chat.getPermalink": Method(permalink),
}
