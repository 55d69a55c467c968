"""What does the page need to know of people, channels and messages?"""

from typing import Any
from urllib.parse import quote

from bot.sandbox.records import JSON, Channel, Message, StoredFile
from bot.sandbox.shapes import mimetype
from bot.sandbox.store import Store


def state(store: Store, user: str) -> JSON:
    """Everything around the messages."""
    world, app = store.world, store.app
    return {
        "workspace": {"id": world.team_id, "name": world.team_name},
        "app": {"id": app.id, "name": app.name, "bot_user_id": app.bot_user},
        "teams": dict(world.other_teams),
        "users": [_person(store, u) for u in store.people],
        "usergroups": [
            {"id": g.id, "handle": g.handle, "name": g.name, "users": list(g.users)} for g in store.groups.values()
        ],
        "channels": [_channel(store, user, c) for c in store.seen_by(user)],
        "commands": [
            {"command": c.command, "usage_hint": c.usage_hint, "description": c.description} for c in app.commands
        ],
        "shortcuts": [
            {"callback_id": s.callback_id, "name": s.name, "for_messages": s.for_messages} for s in app.shortcuts
        ],
        "events": store.version,
    }


def _person(store: Store, user: str) -> JSON:
    person = store.people[user]
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "initials": person.initials,
        "color": person.color,
        "team_id": person.team_id,
        "external": store.outsider(user),
        "tz": person.tz,
    }


def _channel(store: Store, user: str, channel: Channel) -> JSON:
    unread, mention = store.unread(user, channel)
    direct = channel.kind == "im"
    return {
        "id": channel.id,
        "name": store.app.name if direct else channel.name,
        "kind": channel.kind,
        "shared": channel.shared,
        "archived": channel.archived,
        "member": user in channel.members,
        "unread": unread,
        "mention": mention,
        "topic": channel.topic,
        **({"with": store.app.id} if direct else {}),
    }


def file(store: Store, stored: StoredFile) -> JSON:
    """A file as the page links and shows it."""
    url = f"/files-pri/{store.world.team_id}-{stored.id}/{quote(stored.name)}"
    kind = mimetype(stored.name)
    return {
        "id": stored.id,
        "name": stored.name,
        "title": stored.title,
        "size": stored.size,
        "url": url,
        "mimetype": kind,
        "thumb": url if kind.startswith("image/") else None,
        "alt_text": stored.alt_text,
    }


def message(store: Store, told: Message) -> JSON:
    """A message as the page shows it."""
    replies = [] if told.only_for else store.channels[told.channel].replies(told.ts)
    return {
        "ts": told.ts,
        "channel": told.channel,
        "user": told.user,
        "bot": told.bot,
        "text": told.text,
        "blocks": _with_pictures(store, told.blocks),
        "attachments": told.attachments,
        "files": [file(store, f) for f in store.file_values(told.files)],
        "reactions": told.reactions,
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts if replies else None,
        "reply_users": list(dict.fromkeys(r.user for r in replies)),
        "edited": bool(told.edited),
        "ephemeral": bool(told.only_for),
        "subtype": told.subtype,
        "thread_ts": told.thread_ts,
    }


def _with_pictures(store: Store, blocks: list[JSON]) -> list[JSON]:
    return [{**b, "image_url": _picture(store, b)} if b.get("slack_file") else b for b in blocks]


def _picture(store: Store, block: JSON) -> Any:
    named = block["slack_file"]
    found = store.files.get(named.get("id", ""))
    return file(store, found)["url"] if found else named.get("url")


def roots(store: Store, user: str, channel: Channel) -> list[JSON]:
    """What stands in a channel for one person, whispers included, oldest first."""
    shown = [m for m in channel.messages if m.is_root]
    shown += [m for m in channel.whispers if m.only_for == user and m.is_root]
    return [message(store, m) for m in sorted(shown, key=lambda m: m.ts)]


def thread(store: Store, user: str, channel: Channel, ts: str) -> list[JSON]:
    """A thread for one person, its root first."""
    shown = [m for m in channel.messages if ts in {m.ts, m.thread_ts}]
    shown += [m for m in channel.whispers if m.only_for == user and m.thread_ts == ts]
    return [message(store, m) for m in sorted(shown, key=lambda m: m.ts)]
