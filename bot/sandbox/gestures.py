"""What happens when a person types, clicks, submits, uploads? The app hears, and is heard."""

import re
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.courier import Ack
from bot.sandbox.inputs import complaints, holding, merged
from bot.sandbox.limits import interactive, problems
from bot.sandbox.records import JSON, Channel, Message, OpenView, StoredFile
from bot.sandbox.store import Store
from bot.sandbox.web_api.views import MOST_STACKED, acceptable, place, replace
from bot.sandbox.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"
_CLICK_TROUBLE = "This app did not respond. Try again in a moment."
_OUTSIDE = "Commands of this app work only for members of the workspace that installed it."


class Refusal(Exception):
    """A gesture that the workspace itself turns down; `code` is for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def room_of(workspace: Workspace, user: str, channel: str) -> Channel:
    """A channel that the person can see."""
    store = workspace.store
    if user not in store.people:
        raise Refusal("user_not_found", "There is no such person here.")
    room = store.channels.get(channel)
    if room is None or user not in room.members:
        raise Refusal("channel_not_found", "You are not in that channel.")
    return room


def _writable(workspace: Workspace, user: str, channel: str) -> Channel:
    room = room_of(workspace, user, channel)
    if room.archived:
        raise Refusal("is_archived", "This channel is archived.")
    return room


def escaped(text: str) -> str:
    """What a person typed, as Slack hands it on."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def say(workspace: Workspace, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    """A person writes into a channel or a thread."""
    room = _writable(workspace, user, channel)
    if not text.strip():
        raise Refusal("no_text", "There is nothing to send.")
    message = Message(
        ts=workspace.mint.ts(),
        channel=room.id,
        user=user,
        text=escaped(text),
        thread_ts=thread_ts,
    )
    return workspace.store.add(message)


def upload(
    workspace: Workspace, user: str, name: str, data: bytes, *, room: str = "", thread_ts: str = ""
) -> StoredFile:
    """A person uploads a file, into a channel or thread or only for a form."""
    if room:
        _writable(workspace, user, room)
    file = StoredFile(
        id=workspace.mint.id("F"),
        name=name,
        title=name,
        size=len(data),
        user=user,
        created=workspace.mint.seconds(),
        data=data,
        state="complete",
    )
    workspace.store.files[file.id] = file
    if room:
        workspace.share([file], room, "", thread_ts or None)
    return file


def _naming(store: Store, text: str) -> str:
    """The people whom a slash command names, as Slack writes them for apps that have it escape."""
    known = {person.name: person.id for person in store.people.values()}
    return re.sub(r"@(\w+)", lambda m: f"<@{known[m[1]]}|{m[1]}>" if m[1] in known else m[0], text)


async def command(workspace: Workspace, user: str, channel: str, line: str) -> None:
    """A person runs a slash command."""
    store = workspace.store
    with store.lock:
        room = _writable(workspace, user, channel)
        name, _, text = line.strip().partition(" ")
        if name not in {c.command for c in store.app.commands}:
            raise Refusal("invalid_command", f"{name} is not a valid command.")
        if store.outsider(user):
            raise Refusal("not_allowed", _OUTSIDE)
        payload = payloads.slash_command(workspace, user, room, name, _naming(store, escaped(text.strip())))
    ack = await workspace.post.deliver("slash_commands", payload)
    if ack.error:
        raise Refusal(ack.error, f'{name} failed with the error "{ack.error}"')
    with store.lock:
        _show_answer(workspace, user, room, ack.payload)


def _show_answer(workspace: Workspace, user: str, room: Channel, payload: Any) -> None:
    answer = {"text": payload} if isinstance(payload, str) else payload
    if not isinstance(answer, dict) or not (answer.get("text") or answer.get("blocks")):
        return
    blocks = answer.get("blocks") or []
    if problems(blocks, "message"):
        raise Refusal("invalid_blocks", "The app answered with something unreadable.")
    text = answer.get("text") or ""
    if answer.get("response_type") == "in_channel":
        workspace.store.add(workspace.from_bot(room.id, text, blocks))
    else:
        workspace.whisper(user, room.id, text, blocks)


def _action(workspace: Workspace, blocks: list[JSON], click: JSON) -> JSON | None:
    for block in blocks:
        if block.get("block_id") != click.get("block_id"):
            continue
        for element in interactive(block):
            if element.get("action_id") == click.get("action_id"):
                return _pressed(workspace, block, element, click)
    return None


def _pressed(workspace: Workspace, block: JSON, element: JSON, click: JSON) -> JSON:
    own: JSON = {k: element[k] for k in ("type", "action_id", "text", "value", "style") if k in element}
    key = holding(element) or "selected_option"
    chosen = {key: click[key]} if key in click else {}
    return {**own, "block_id": block["block_id"], **chosen, "action_ts": workspace.mint.ts()}


def _message_action(workspace: Workspace, room: Channel, user: str, click: JSON) -> tuple[Message, JSON]:
    ts = str(click.get("message_ts"))
    whispered = [m for m in room.whispers if m.ts == ts and m.only_for == user]
    message = room.find(ts) or next(iter(whispered), None)
    if message is None:
        raise Refusal("message_not_found", "This message is no longer here.")
    attached = [b for a in message.attachments for b in a.get("blocks") or []]
    for face in (message.blocks, attached, *reversed(message.past)):
        action = _action(workspace, face, click)
        if action:
            return message, action
    raise Refusal("action_not_found", "This button is no longer here.")


async def click(workspace: Workspace, user: str, touched: JSON) -> None:
    """A person clicks something in a message, a modal or on the home tab."""
    with workspace.store.lock:
        if touched.get("view_id"):
            payload = _view_click(workspace, user, touched)
        else:
            room = room_of(workspace, user, str(touched.get("channel")))
            message, action = _message_action(workspace, room, user, touched)
            payload = payloads.message_click(workspace, user, message, action)
    _insist(await workspace.post.deliver("interactive", payload), _CLICK_TROUBLE)


async def shortcut(workspace: Workspace, user: str, callback: str, where: tuple[str, str] | None) -> None:
    """A person picks a shortcut from a menu, that of the message at `where` (channel, ts) or the global one."""
    with workspace.store.lock:
        known = {(one.callback_id, one.for_messages) for one in workspace.store.app.shortcuts}
        if (callback, where is not None) not in known or workspace.store.outsider(user):
            raise Refusal("shortcut_not_found", "This entry is not in that menu.")
        message = room_of(workspace, user, where[0]).find(where[1]) if where else None
        if where and message is None:
            raise Refusal("message_not_found", "This message is no longer here.")
        payload = payloads.shortcut(workspace, user, callback, message)
    _insist(await workspace.post.deliver("interactive", payload), _CLICK_TROUBLE)


def _view_click(workspace: Workspace, user: str, touched: JSON) -> JSON:
    opened = view_of(workspace, user, str(touched["view_id"]))
    action = _action(workspace, opened.view["blocks"], touched)
    if action is None:
        raise Refusal("action_not_found", "This button is no longer here.")
    typed = dict(touched.get("values") or {})
    typed.setdefault(action["block_id"], {}).setdefault(action["action_id"], action)
    opened.values = merged(opened.view["blocks"], opened.values, typed)
    return payloads.view_click(workspace, opened, action)


def _insist(ack: Ack, sentence: str) -> Ack:
    if ack.error:
        raise Refusal(ack.error, sentence)
    return ack


def view_of(workspace: Workspace, user: str, view: str) -> OpenView:
    """A modal or home tab that stands in front of that person."""
    opened = workspace.store.views.get(view)
    if opened is None or opened.user != user:
        raise Refusal("view_not_found", "This form is no longer open.")
    return opened


async def submit(workspace: Workspace, user: str, view: str, typed: JSON) -> JSON:
    """A person submits a modal; says what the app made of it."""
    store = workspace.store
    with store.lock:
        opened = view_of(workspace, user, view)
        opened.values = merged(opened.view["blocks"], opened.values, typed)
        _expand_files(workspace, opened)
        wrong = complaints(opened.view["blocks"], opened.values)
        if wrong:
            return {"response_action": "errors", "errors": wrong}
        payload = payloads.submission(workspace, opened)
    ack = _insist(await workspace.post.deliver("interactive", payload), TROUBLE)
    with store.lock:
        return _settle(workspace, opened, ack.payload)


def _expand_files(workspace: Workspace, opened: OpenView) -> None:
    for fields in opened.values.values():
        for held in fields.values():
            if held.get("type") == "file_input":
                ids = [str(f.get("id")) for f in held["files"]]
                for file in workspace.store.file_values(ids):
                    file.given = True
                held["files"] = payloads.attached(workspace, ids)


def _settle(workspace: Workspace, opened: OpenView, payload: Any) -> JSON:
    answer = payload if isinstance(payload, dict) else {}
    action = answer.get("response_action")
    if action == "errors":
        return {"response_action": action, "errors": _errors(opened, answer.get("errors"))}
    if action in {"update", "push"}:
        _show(workspace, opened, action, answer.get("view"))
    elif opened.id in workspace.store.stacks[opened.user]:
        workspace.store.close_views(opened.user, everything=action == "clear")
    return {"response_action": action}


def _errors(opened: OpenView, errors: Any) -> dict[str, str]:
    inputs = {b["block_id"] for b in opened.view["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise Refusal("invalid_response", TROUBLE)
    return errors


def _show(workspace: Workspace, opened: OpenView, action: str, view: Any) -> None:
    full = len(workspace.store.stacks[opened.user]) >= MOST_STACKED and action == "push"
    if full or not acceptable(view):
        raise Refusal("invalid_response", TROUBLE)
    if action == "push":
        place(workspace, opened.user, view, opened)
    elif opened.id in workspace.store.views:
        replace(workspace, opened, view)


async def close(workspace: Workspace, user: str, view: str, *, clear: bool) -> None:
    """A person closes a modal, or all of them; the app hears if it asked to."""
    with workspace.store.lock:
        opened = view_of(workspace, user, view)
        clear = clear or bool(opened.view.get("clear_on_close"))
        gone = workspace.store.close_views(user, everything=clear)
        told = [payloads.closing(workspace, v, cleared=clear) for v in gone if v.view.get("notify_on_close")]
    for payload in told:
        await workspace.post.deliver("interactive", payload)
