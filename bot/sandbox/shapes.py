"""How does the Web API spell a user, a channel, a message, a file, a view?"""

from urllib.parse import quote

from bot.sandbox.records import JSON, Channel, Message, OpenView, StoredFile
from bot.sandbox.store import Store
from bot.sandbox.world import Group, Person

_MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "json": "application/json",
}


def mimetype(name: str) -> str:
    """The media type that a file's name promises."""
    return _MIMETYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def user_json(store: Store, person: Person) -> JSON:
    """A person as users.info gives it; an outsider's names sit in the profile alone."""
    profile = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.real_name.split()[0],
        "title": person.title,
        "team": person.team_id,
    }
    home = not store.outsider(person.id)
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.id in store.gone,
        "color": person.color.removeprefix("#"),
        **({"real_name": person.real_name} if home else {}),
        "tz": person.tz,
        "profile": profile,
        "is_admin": person.admin,
        "is_owner": False,
        "is_restricted": person.restricted,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_stranger": False,
        "is_app_user": False,
    }


def bot_json(store: Store) -> JSON:
    """The app's own user as users.info gives it."""
    app = store.app
    return {
        "id": app.bot_user,
        "team_id": store.world.team_id,
        "name": app.name.lower(),
        "real_name": app.name,
        "deleted": False,
        "tz": "Etc/UTC",
        "profile": {"real_name": app.name, "bot_id": app.bot_id, "api_app_id": app.id},
        "is_bot": True,
        "is_admin": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
    }


def group_json(group: Group, *, with_users: bool) -> JSON:
    """A user group as usergroups.list gives it."""
    return {
        "id": group.id,
        "is_usergroup": True,
        "handle": group.handle,
        "name": group.name,
        "date_delete": 0,
        "user_count": len(group.users),
        **({"users": list(group.users)} if with_users else {}),
    }


def channel_json(store: Store, channel: Channel) -> JSON:
    """A channel as conversations.info gives it."""
    common = {"id": channel.id, "created": channel.created, "is_archived": channel.archived}
    if channel.kind == "im":
        return {**common, "is_im": True, "user": store.partner(channel), "is_org_shared": False}
    private = channel.kind == "private"
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_general": channel.name == "general",
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "is_member": store.bot_in(channel),
        "context_team_id": store.world.team_id,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def file_json(store: Store, base: str, file: StoredFile) -> JSON:
    """A file as files.info gives it; its bytes need the token."""
    path, name = f"{base}/files-pri/{store.world.team_id}-{file.id}", quote(file.name)
    shares: JSON = {}
    for channel, ts, thread_ts in file.shares:
        kind = "public" if store.channels[channel].kind == "channel" else "private"
        share = {"ts": ts, "team_id": store.world.team_id, "source": "UNKNOWN"}
        share |= {"thread_ts": thread_ts} if thread_ts else {}
        shares.setdefault(kind, {}).setdefault(channel, []).append(share)
    rooms = [store.channels[c] for c, _, _ in file.shares]
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype(file.name),
        "filetype": file.name.rpartition(".")[2].lower(),
        "user": file.user,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "alt_txt": file.alt_text,
        "url_private": f"{path}/{name}",
        "url_private_download": f"{path}/download/{name}",
        "permalink": f"{base}/files/{file.user}/{file.id}/{name}",
        "shares": shares,
        "channels": [r.id for r in rooms if r.kind == "channel"],
        "groups": [r.id for r in rooms if r.kind == "private"],
        "ims": [r.id for r in rooms if r.kind == "im"],
        "has_more_shares": False,
    }


def _thread_facts(store: Store, message: Message) -> JSON:
    replies = store.channels[message.channel].replies(message.ts)
    if not replies:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    users = list(dict.fromkeys(r.user for r in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
    }


def message_json(store: Store, base: str, message: Message, *, metadata: bool = False) -> JSON:
    """A message as history gives it; its metadata only on request."""
    files = [file_json(store, base, f) for f in store.file_values(message.files)]
    app = store.app
    optional = {
        "subtype": message.subtype,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": files,
        "edited": {"user": message.user, "ts": message.edited} if message.edited else None,
        "metadata": message.metadata if metadata else None,
        "reactions": [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()],
    }
    return {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "team": store.team_of(message.user),
        **({"bot_id": app.bot_id, "app_id": app.id} if message.bot else {}),
        "text": message.text,
        **{k: v for k, v in optional.items() if v},
        **_thread_facts(store, message),
    }


def view_json(store: Store, opened: OpenView) -> JSON:
    """A modal or home tab as views.open answers it and as payloads carry it."""
    world = store.world
    return {
        "id": opened.id,
        "team_id": world.team_id,
        "app_id": world.app.id,
        "app_installed_team_id": world.team_id,
        "bot_id": world.app.bot_id,
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
        **opened.view,
        "hash": opened.hash,
        "root_view_id": opened.root,
        "previous_view_id": opened.previous,
        "state": {"values": opened.values},
    }
