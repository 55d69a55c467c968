"""What is in the workspace now? All state of the sandbox, behind one lock."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.sandbox.mentions import called
from bot.sandbox.mint import Mint
from bot.sandbox.records import JSON, Channel, Message, OpenView, StoredFile
from bot.sandbox.world import Group, Person, Room, World

Change = dict[str, Any]


class Store:
    """The workspace's state; every reader and writer holds `lock`."""

    def __init__(self, world: World, mint: Mint) -> None:
        self.world = world
        self.mint = mint
        self.lock = threading.RLock()
        self.app = world.app
        self.people: dict[str, Person] = {p.id: p for p in world.people}
        self.gone: set[str] = set()
        self.groups: dict[str, Group] = {g.id: g for g in world.groups}
        self.channels: dict[str, Channel] = {r.id: self._channel(r) for r in world.rooms}
        self.channels |= {d.id: d for d in map(self._direct, world.people)}
        self.files: dict[str, StoredFile] = {}
        self.views: dict[str, OpenView] = {}
        self.stacks: dict[str, list[str]] = {p: [] for p in self.people}
        self.homes: dict[str, str] = {}
        self.read_marks: dict[tuple[str, str], str] = {}
        self.version = 0
        self.on_change: list[Callable[[Change], None]] = []
        self.on_message: list[Callable[[Message], None]] = []

    def _channel(self, room: Room) -> Channel:
        return Channel(
            id=room.id,
            name=room.name,
            kind=room.kind,
            members=set(room.members),
            created=self.mint.seconds(),
            topic=room.topic,
            shared=room.shared,
        )

    def _direct(self, person: Person) -> Channel:
        return Channel(
            id=f"D0{person.id.removeprefix('U0')}",
            name="directmessage",
            kind="im",
            members={person.id, self.app.bot_user},
            created=self.mint.seconds(),
        )

    def changed(self, kind: str, **where: str | None) -> None:
        """Tells the pages that something they may show is different."""
        self.version += 1
        change = {"type": kind, **{k: v for k, v in where.items() if v is not None}}
        for listener in self.on_change:
            listener(change)

    def dm(self, user: str) -> Channel:
        """The direct message between a person and the app; KeyError for a stranger."""
        return next(c for c in self.channels.values() if c.kind == "im" and user in c.members)

    def partner(self, channel: Channel) -> str:
        """The person at the other end of a direct message."""
        return next(u for u in channel.members if u != self.app.bot_user)

    def outsider(self, user: str) -> bool:
        """Whether a person belongs to another workspace."""
        return self.people[user].team_id != self.world.team_id

    def team_of(self, user: str) -> str:
        """The workspace that a person, or the app, belongs to."""
        person = self.people.get(user)
        return person.team_id if person else self.world.team_id

    def rooms_of(self, user: str) -> list[Channel]:
        """The channels that a person is in, direct messages left out."""
        return [room for room in self.channels.values() if room.kind != "im" and user in room.members]

    def bot_in(self, channel: Channel) -> bool:
        """Whether the app is a member."""
        return self.app.bot_user in channel.members

    def seen_by(self, user: str) -> list[Channel]:
        """The channels that a person has in the sidebar."""
        return [c for c in self.channels.values() if user in c.members]

    def add(self, message: Message) -> Message:
        """Puts a message into its channel and tells everyone."""
        channel = self.channels[message.channel]
        if message.only_for:
            channel.whispers.append(message)
        else:
            channel.messages.append(message)
        self.touched(message)
        if not message.only_for:
            for listener in self.on_message:
                listener(message)
        return message

    def touched(self, message: Message) -> None:
        """Tells the pages that a message is new, different or gone."""
        self.changed(
            "message",
            channel=message.channel,
            thread_ts=message.thread_ts,
            user=message.only_for,
        )

    def remove(self, message: Message) -> None:
        """Takes a message away; a root with replies leaves a tombstone."""
        channel = self.channels[message.channel]
        if message.only_for:
            channel.whispers.remove(message)
        elif channel.replies(message.ts):
            message.past.append(message.blocks)
            message.blocks, message.attachments, message.files = [], [], []
            message.text, message.subtype = "This message was deleted.", "tombstone"
        else:
            channel.messages.remove(message)
        self.touched(message)

    def top_view(self, user: str) -> OpenView | None:
        """The modal that a person has in front."""
        stack = self.stacks.get(user)
        return self.views[stack[-1]] if stack else None

    def close_views(self, user: str, *, everything: bool) -> list[OpenView]:
        """Takes the top modal, or all, off a person's screen; returns them."""
        stack = self.stacks[user]
        closing = list(stack) if everything else stack[-1:]
        del stack[len(stack) - len(closing) :]
        self.changed("view", user=user)
        return [self.views.pop(v) for v in closing]

    def set_group(self, group: str, users: tuple[str, ...]) -> None:
        """Changes who is in a user group."""
        self.groups[group] = replace(self.groups[group], users=users)
        self.changed("state")

    def mark_read(self, user: str, channel: Channel) -> None:
        """Everything in the channel so far is read by that person."""
        if channel.messages:
            self.read_marks[user, channel.id] = channel.messages[-1].ts

    def unread(self, user: str, channel: Channel) -> tuple[int, int]:
        """How many messages a person has not read, and how many of them speak to the person."""
        mark = self.read_marks.get((user, channel.id), "")
        fresh = [m for m in channel.messages if m.ts > mark and m.user != user]
        names = {user, *(group.id for group in self.groups.values() if user in group.users)}
        spoken = [m for m in fresh if channel.kind == "im" or names & called(m.text, m.blocks)]
        return sum(m.is_root for m in fresh), len(spoken)

    def show_pictures(self, blocks: list[JSON], channel: str) -> bool:
        """Lets a channel's members see the files that blocks show there; False when one of them is no file."""
        named = [block["slack_file"] for block in blocks if block.get("type") == "image" and block.get("slack_file")]
        found = [self._picture(one) for one in named]
        for file in filter(None, found):
            file.pictured.add(channel)
        return all(found)

    def _picture(self, named: JSON) -> StoredFile | None:
        complete = (f for f in self.files.values() if f.state == "complete")
        return next((f for f in complete if f.id == named.get("id") or f"-{f.id}/" in named.get("url", "")), None)

    def file_values(self, ids: list[str]) -> list[StoredFile]:
        """The files of these ids that are still there."""
        return [f for i in ids if (f := self.files.get(i)) and f.state == "complete"]


def stand_in(blocks: list[JSON], mint: Mint) -> list[JSON]:
    """Blocks with the ids filled in that Slack makes up when the app gives none."""

    def named(element: JSON) -> JSON:
        wants = element.get("type") not in {None, "image", "plain_text", "mrkdwn"}
        return {**element, "action_id": mint.ticket()} if wants and not element.get("action_id") else element

    def filled(block: JSON) -> JSON:
        full = {**block, "block_id": block.get("block_id") or mint.ticket()}
        for key in ("accessory", "element"):
            if isinstance(full.get(key), dict):
                full[key] = named(full[key])
        if full.get("type") == "actions":
            full["elements"] = [named(e) for e in full["elements"]]
        return full

    return [filled(block) for block in blocks]
