"""How does Slack spell a command, a click, a submission, an event?"""

from bot.sandbox.inputs import initial_values, merged
from bot.sandbox.records import JSON, Channel, Message, OpenView
from bot.sandbox.shapes import file_json, message_json, user_json, view_json
from bot.sandbox.workspace import Workspace

VERIFICATION = "sandbox-verification"
_DIRECT, _PRIVATE = "directmessage", "privategroup"


def _team(workspace: Workspace, team: str) -> JSON:
    world = workspace.store.world
    return {"id": team, "domain": world.team_domain if team == world.team_id else team.lower()}


def _user(workspace: Workspace, user: str) -> JSON:
    person = workspace.store.people[user]
    return {
        "id": user,
        "username": person.name,
        "name": person.name,
        "team_id": person.team_id,
    }


def _channel_name(channel: Channel) -> str:
    return {"im": _DIRECT, "private": _PRIVATE}.get(channel.kind, channel.name)


def slash_command(workspace: Workspace, user: str, channel: Channel, command: str, text: str) -> JSON:
    """A slash command."""
    world = workspace.store.world
    return {
        "token": VERIFICATION,
        "team_id": world.team_id,
        "team_domain": world.team_domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user,
        "user_name": workspace.store.people[user].name,
        "command": command,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": workspace.base + workspace.tickets.respond(channel.id, user),
        "trigger_id": workspace.tickets.trigger(user),
    }


def _gesture(workspace: Workspace, kind: str, user: str, team: str) -> JSON:
    return {
        "type": kind,
        "team": _team(workspace, team),
        "user": _user(workspace, user),
        "api_app_id": workspace.store.app.id,
        "token": VERIFICATION,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def shortcut(workspace: Workspace, user: str, callback: str, message: Message | None) -> JSON:
    """A shortcut: one of a message carries the message and can be answered, a global one has only the person."""
    store = workspace.store
    kind = "message_action" if message else "shortcut"
    told = {
        **_gesture(workspace, kind, user, store.world.team_id),
        "callback_id": callback,
        "trigger_id": workspace.tickets.trigger(user),
        "action_ts": workspace.mint.ts(),
    }
    if message is None:
        return told
    channel = store.channels[message.channel]
    return {
        **told,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message_json(store, workspace.base, message),
        "message_ts": message.ts,
        "response_url": workspace.base + workspace.tickets.respond(channel.id, user),
    }


def _message_values(message: Message, action: JSON) -> JSON:
    touched = {action["block_id"]: {action["action_id"]: action}}
    return merged(message.blocks, initial_values(message.blocks), touched)


def message_click(workspace: Workspace, user: str, message: Message, action: JSON) -> JSON:
    """A click on a message; an ephemeral one carries no copy of itself."""
    store = workspace.store
    channel = store.channels[message.channel]
    respond = workspace.tickets.respond(channel.id, user, message.ts)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
    shown = message_json(store, workspace.base, message)
    return {
        **_gesture(workspace, "block_actions", user, store.world.team_id),
        "container": container,
        "trigger_id": workspace.tickets.trigger(user),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        **({} if message.only_for else {"message": shown}),
        "state": {"values": _message_values(message, action)},
        "response_url": workspace.base + respond,
        "actions": [action],
    }


def view_click(workspace: Workspace, opened: OpenView, action: JSON) -> JSON:
    """A click inside a modal or on the home tab."""
    store = workspace.store
    return {
        **_gesture(workspace, "block_actions", opened.user, store.world.team_id),
        "container": {"type": "view", "view_id": opened.id},
        "trigger_id": workspace.tickets.trigger(opened.user, opened.id),
        "view": view_json(store, opened),
        "state": {"values": opened.values},
        "actions": [action],
    }


def submission(workspace: Workspace, opened: OpenView) -> JSON:
    """A modal that was filled in; an outsider's carries the outsider's workspace."""
    store = workspace.store
    team = store.team_of(opened.user)
    return {
        **_gesture(workspace, "view_submission", opened.user, team),
        "trigger_id": workspace.tickets.trigger(opened.user, opened.id),
        "view": view_json(store, opened),
        "response_urls": [],
    }


def closing(workspace: Workspace, opened: OpenView, *, cleared: bool) -> JSON:
    """A modal that was closed without submitting."""
    store = workspace.store
    return {
        **_gesture(workspace, "view_closed", opened.user, store.team_of(opened.user)),
        "view": view_json(store, opened),
        "is_cleared": cleared,
    }


def event(workspace: Workspace, inner: JSON) -> JSON:
    """The wrapping of an event."""
    store = workspace.store
    room = store.channels.get(str(inner.get("channel") or inner.get("channel_id")))
    world = store.world
    return {
        "token": VERIFICATION,
        "team_id": world.team_id,
        "context_team_id": world.team_id,
        "context_enterprise_id": None,
        "api_app_id": world.app.id,
        "event": inner,
        "type": "event_callback",
        "event_id": workspace.mint.id("Ev"),
        "event_time": workspace.mint.seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.team_id,
                "user_id": world.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": room is not None and room.shared,
    }


def message_event(workspace: Workspace, message: Message) -> JSON:
    """Something was said; an outsider's files come as mere ids."""
    store = workspace.store
    channel = store.channels[message.channel]
    kind = {"im": "im", "private": "group"}.get(channel.kind, "channel")
    told = message_json(store, workspace.base, message)
    if message.user in store.people and store.outsider(message.user):
        told |= {"user_team": store.team_of(message.user), "source_team": store.team_of(message.user)}
    if message.files and "user_team" in told:
        told["files"] = [{"id": f, "mode": "file_access", "file_access": "check_file_info"} for f in message.files]
    return {
        **told,
        "channel": channel.id,
        "channel_type": kind,
        "event_ts": message.ts,
    }


def file_event(message: Message, file: str) -> JSON:
    """A file was shared."""
    return {
        "type": "file_shared",
        "file_id": file,
        "user_id": message.user,
        "file": {"id": file},
        "channel_id": message.channel,
        "event_ts": message.ts,
    }


def joined_event(workspace: Workspace, channel: Channel, user: str) -> JSON:
    """Somebody came into a channel."""
    kind = "G" if channel.kind == "private" else "C"
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": kind,
        "team": workspace.store.team_of(user),
        "event_ts": workspace.mint.ts(),
    }


def home_event(workspace: Workspace, user: str) -> JSON:
    """Somebody opened the home tab."""
    store = workspace.store
    opened = store.views.get(store.homes.get(user, ""))
    return {
        "type": "app_home_opened",
        "user": user,
        "channel": store.dm(user).id,
        "tab": "home",
        **({"view": view_json(store, opened)} if opened else {}),
        "event_ts": workspace.mint.ts(),
    }


def user_event(workspace: Workspace, user: str) -> JSON:
    """Somebody's profile or standing changed."""
    store = workspace.store
    return {
        "type": "user_change",
        "user": user_json(store, store.people[user]),
        "event_ts": workspace.mint.ts(),
    }


def attached(workspace: Workspace, files: list[str]) -> list[JSON]:
    """The files of a file_input as a submission carries them."""
    store = workspace.store
    return [file_json(store, workspace.base, f) for f in store.file_values(files)]
