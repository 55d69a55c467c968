"""May this text, these blocks, this metadata stand in a message?"""

import json

from bot.sandbox.limits import problems
from bot.sandbox.records import JSON, Channel
from bot.sandbox.web_api.call import ApiError, Call

POST_TEXT = 40_000
UPDATE_TEXT = 4_000
MARKDOWN_TEXT = 12_000
ATTACHMENTS = 100
METADATA_BYTES = 8_000


def writable(call: Call, channel: Channel) -> None:
    """Refuses a channel that the app may not write to."""
    workspace = call.workspace
    if channel.archived:
        raise ApiError("is_archived")
    public = channel.kind == "channel" and "chat:write.public" in workspace.scopes
    if not workspace.store.bot_in(channel) and not public:
        raise ApiError("not_in_channel")
    if channel.kind == "im" and workspace.store.partner(channel) in workspace.store.gone:
        raise ApiError("is_inactive")


def readable(call: Call, channel: Channel) -> None:
    """Refuses a channel whose messages the app may not read."""
    if not call.workspace.store.bot_in(channel):
        raise ApiError("not_in_channel")


def blocks_of(call: Call, channel: str) -> list[JSON]:
    """The blocks of a message, checked; pictures in them become visible in that channel."""
    blocks = _checked_blocks(call)
    if not call.workspace.store.show_pictures(blocks, channel):
        wrong = "[ERROR] invalid slack file [json-pointer:/blocks]"
        raise ApiError("invalid_blocks", wrong, errors=[wrong])
    return blocks


def _checked_blocks(call: Call) -> list[JSON]:
    blocks = call.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    wrong = problems(blocks, "message")
    if wrong:
        raise ApiError("invalid_blocks", *wrong, errors=wrong)
    return blocks


def attachments_of(call: Call) -> list[JSON]:
    """The attachments of a message; their blocks are checked like its own."""
    attachments = call.structure("attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise ApiError("too_many_attachments")
    for attachment in attachments:
        wrong = problems(attachment.get("blocks") or [], "message")
        if wrong:
            raise ApiError("invalid_attachments", *wrong)
    return attachments


def metadata_of(call: Call) -> JSON | None:
    """The metadata of a message, checked."""
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    known = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not known or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        raise ApiError("metadata_too_large")
    return dict(metadata)


def thread_of(call: Call, channel: Channel) -> str | None:
    """The root of the thread that a message goes to; None for the channel itself."""
    ts = call.text("thread_ts")
    if not ts:
        return None
    if not ts.replace(".", "", 1).isdigit() or "." not in ts:
        raise ApiError("invalid_thread_ts", f"[ERROR] {ts} is not a valid thread_ts")
    root = channel.find(ts)
    if root is None or root.thread_ts:
        raise ApiError("thread_not_found")
    return ts


def markdown_of(call: Call) -> str:
    """The markdown text of a message, which excludes text and blocks."""
    markdown = call.text("markdown_text")
    if markdown and (call.text("text") or call.args.get("blocks")):
        raise ApiError("markdown_text_conflict")
    if len(markdown) > MARKDOWN_TEXT:
        raise ApiError("msg_too_long")
    return markdown
