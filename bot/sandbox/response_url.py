"""What may the app say through a response_url?"""

from bot.sandbox.limits import problems
from bot.sandbox.records import JSON, Channel, Message, Respondent
from bot.sandbox.store import stand_in
from bot.sandbox.workspace import Workspace

_OK = 200
_BAD = 400
_GONE = 404


def respond(workspace: Workspace, ticket: str, said: JSON) -> tuple[int, str]:
    """Does what the app asks; an HTTP status and Slack's word for it."""
    respondent = workspace.tickets.answer(ticket)
    if isinstance(respondent, str):
        return _GONE, respondent
    blocks = said.get("blocks") or []
    if problems(blocks, "message") or not workspace.store.show_pictures(blocks, respondent.channel):
        return _BAD, "invalid_blocks"
    original = _original(workspace.store.channels[respondent.channel], respondent)
    if said.get("delete_original"):
        if original:
            workspace.store.remove(original)
        return _OK, "ok"
    text = said.get("text") or ""
    if not text and not blocks:
        return _BAD, "no_text"
    if said.get("replace_original") and original:
        _replace(workspace, original, text, blocks)
    else:
        _add(workspace, respondent, said, text, blocks)
    return _OK, "ok"


def _original(room: Channel, respondent: Respondent) -> Message | None:
    return next((m for m in (*room.messages, *room.whispers) if m.ts == respondent.message_ts), None)


def _replace(workspace: Workspace, message: Message, text: str, blocks: list[JSON]) -> None:
    message.past.append(message.blocks)
    message.text, message.blocks = text, stand_in(blocks, workspace.mint)
    workspace.store.touched(message)


def _add(workspace: Workspace, respondent: Respondent, said: JSON, text: str, blocks: list[JSON]) -> None:
    message = workspace.from_bot(respondent.channel, text, blocks)
    message.thread_ts = said.get("thread_ts")
    if said.get("response_type") != "in_channel":
        message.only_for = respondent.user
    workspace.store.add(message)
