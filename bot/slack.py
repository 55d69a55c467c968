"""How does Baton speak to Slack's Web API? Every call either succeeds or says whose move it is."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.webhook import WebhookClient

from bot.clock import now
from bot.downloads import LARGEST, fetch, too_large
from bot.failures import Permanent, Temporary, failure
from bot.metrics import slack_call
from bot.views.post import Post
from workflow.events import Message

CALL_SECONDS = 15
"""How long one call of a job may take."""

ANSWER_SECONDS = 2
"""How long a call may take while a person waits: Slack gives three seconds in all."""

_patience: ContextVar[int] = ContextVar("patience", default=CALL_SECONDS)

EVENT_TYPE = "baton_post"
HISTORY_PAGE = 200
THREAD_PAGES = 5

PROFILE_SECONDS = 300
"""For how long a profile is believed: somebody who was deactivated should not decide for much longer."""


@dataclass(frozen=True)
class Identity:
    """Who we are at Slack: the workspace and its name, our user in it, and what we may do."""

    workspace: str
    user: str
    scopes: frozenset[str]
    name: str = ""


@dataclass(frozen=True)
class Profile:
    """What Slack knows about a person.

    Attributes:
        workspace: the one they belong to, which is not ours for a member of a shared channel.
        is_active: False once their account was deactivated.
        is_guest: they may see single channels of the workspace only.
        is_admin: they administer or own the workspace.
        is_bot: it is an app, which decides nothing.
        zone: their time zone's IANA name, None where Slack does not tell.
    """

    name: str
    workspace: str
    is_active: bool
    is_guest: bool = False
    is_admin: bool = False
    is_bot: bool = False
    zone: str | None = None


@contextmanager
def answering() -> Iterator[None]:
    """Let no call take longer than `ANSWER_SECONDS` until the end of the block: a person waits for what comes of it."""
    before = _patience.set(ANSWER_SECONDS)
    try:
        yield
    finally:
        _patience.reset(before)


class _Client(WebClient):
    """The SDK's client, whose calls take no longer than whoever makes them can wait."""

    @property
    def timeout(self) -> int:
        """Seconds that the next call may take; the SDK reads them before each."""
        return min(self._timeout, _patience.get())

    @timeout.setter
    def timeout(self, seconds: int) -> None:
        self._timeout = seconds


def make_client(token: str, base_url: str, seconds: int = CALL_SECONDS) -> WebClient:
    """Return a client that never retries by itself: a repeat without looking first posts twice."""
    quiet = logging.getLogger("slack_sdk.quiet")
    quiet.setLevel(logging.CRITICAL)
    return _Client(token=token, base_url=base_url, timeout=seconds, retry_handlers=[], logger=quiet)


@contextmanager
def _answered(method: str, where: str) -> Iterator[None]:
    """Turn every way in which a call can fail into a `DeliveryError`."""
    with slack_call(method):
        try:
            yield
        except SlackApiError as error:
            raise failure(error, where) from error
        except (OSError, HTTPException, SlackRequestError, ValueError) as error:
            raise Temporary(f"Slack did not answer ({type(error).__name__})") from error


@dataclass(frozen=True)
class SharedFile:
    """A file that somebody uploaded: its name, its size in bytes as Slack tells it, and where its bytes are."""

    name: str
    size: int
    url: str


@dataclass(frozen=True)
class Said:
    """What somebody wrote: who, of which workspace if Slack tells, and the text as Slack gives it."""

    ts: str
    user: str
    workspace: str | None
    text: str


def _said(row: dict[str, Any]) -> Said | None:
    """Return what a person wrote; apps and Slack's own notes are no persons."""
    if "bot_id" in row or row.get("subtype") not in {None, "thread_broadcast", "file_share"} or "user" not in row:
        return None
    team = row.get("user_team") or row.get("team")
    return Said(str(row["ts"]), str(row["user"]), str(team) if team else None, str(row.get("text", "")))


@dataclass(frozen=True)
class Channel:
    """What Slack knows about a channel, and whether we are in it."""

    name: str
    is_member: bool
    is_archived: bool


@dataclass(frozen=True)
class OpenModal:
    """A modal that was opened, and the hash of its content."""

    id: str
    hash: str


class Slack:
    """Slack's Web API as Baton uses it."""

    def __init__(self, client: WebClient) -> None:
        self.client = client
        self._identity: Identity | None = None
        self._lock = Lock()
        self._profile = lru_cache(maxsize=2000)(self._ask_profile)

    def identity(self) -> Identity:
        """Return who we are, asked once."""
        with self._lock:
            if self._identity is None:
                with _answered("auth.test", "Slack"):
                    answer = self.client.auth_test()
                scopes = str(answer.headers.get("x-oauth-scopes", "")).replace(" ", "")
                self._identity = Identity(
                    workspace=str(answer["team_id"]),
                    user=str(answer["user_id"]),
                    scopes=frozenset(filter(None, scopes.split(","))),
                    name=str(answer.get("team") or ""),
                )
            return self._identity

    def post(self, channel: str, post: Post, marker: str, *, look: bool, thread_ts: str | None = None) -> Message:
        """Post a message that carries `marker`, and return where it stands.

        With `look`, a message that carries the marker already is found and returned instead: Slack has no key that
        would make a repeated post one post.
        """
        if look and (found := self.find(channel, marker, thread_ts)):
            return found
        with _answered("chat.postMessage", channel):
            answer = self.client.chat_postMessage(
                channel=channel,
                text=post.text,
                blocks=post.blocks,
                thread_ts=thread_ts,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": marker}},
                unfurl_links=False,
                unfurl_media=False,
            )
        return Message(channel=str(answer["channel"]), ts=str(answer["ts"]))

    def find(self, channel: str, marker: str, thread_ts: str | None) -> Message | None:
        """Return the message that carries `marker` among the newest two hundred of a channel, or in a thread."""
        for message in self._messages(channel, thread_ts):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("key") == marker:
                return Message(channel=channel, ts=str(message["ts"]))
        return None

    def marker(self, message: Message) -> str | None:
        """Return the marker that a message of ours carries; None for anybody else's."""
        with _answered("conversations.replies", message.channel):
            answer = self.client.conversations_replies(
                channel=message.channel, ts=message.ts, limit=1, include_all_metadata=True
            )
        found: dict[str, Any] = next((one for one in answer["messages"] if one["ts"] == message.ts), {})
        if found.get("user") != self.identity().user:
            return None  # another app may write into its metadata what it likes
        payload = (found.get("metadata") or {}).get("event_payload") or {}
        return str(payload["key"]) if "key" in payload else None

    def said(self, message: Message) -> Said | None:
        """Return one message that a person wrote; None when it is gone."""
        with _answered("conversations.replies", message.channel):
            answer = self.client.conversations_replies(channel=message.channel, ts=message.ts, limit=1)
        return next((one for one in map(_said, answer["messages"]) if one and one.ts == message.ts), None)

    def replies(self, message: Message) -> list[Said]:
        """Return what people wrote in the thread of `message`, the first thousand replies, oldest first."""
        rows = self._messages(message.channel, message.ts)
        return [said for row in rows if row["ts"] != message.ts and (said := _said(row))]

    def _messages(self, channel: str, thread_ts: str | None) -> Iterator[dict[str, Any]]:
        """Yield the newest messages of a channel, newest first, or those of a thread from its root on."""
        if thread_ts:
            yield from self._thread(channel, thread_ts)
            return
        with _answered("conversations.history", channel):
            answer = self.client.conversations_history(channel=channel, limit=HISTORY_PAGE, include_all_metadata=True)
        yield from answer["messages"]

    def _thread(self, channel: str, root: str) -> Iterator[dict[str, Any]]:
        """Yield a thread page by page; Slack may begin each page with the root again."""
        cursor = None
        for _ in range(THREAD_PAGES):
            with _answered("conversations.replies", channel):
                answer = self.client.conversations_replies(
                    channel=channel, ts=root, limit=HISTORY_PAGE, include_all_metadata=True, cursor=cursor
                )
            yield from (one for one in answer["messages"] if cursor is None or one["ts"] != root)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def update(self, message: Message, post: Post) -> None:
        """Give a message another face; its metadata stays."""
        with _answered("chat.update", message.channel):
            self.client.chat_update(channel=message.channel, ts=message.ts, text=post.text, blocks=post.blocks)

    def upload(self, message: Message, name: str, content: bytes, *, look: bool) -> None:
        """Put a file into the thread of `message`; with `look`, only if none of that name is there."""
        if look and any(
            file.get("name") == name
            for reply in self._messages(message.channel, message.ts)
            for file in reply.get("files", ())
        ):
            return
        with _answered("files.upload", message.channel):
            self.client.files_upload_v2(
                channel=message.channel, thread_ts=message.ts, filename=name, title=name, file=content
            )

    def upload_together(self, message: Message, files: Mapping[str, bytes], *, look: bool) -> None:
        """Put several files into the thread of `message` at one moment, in their order; with `look`, only once."""
        first = next(iter(files))
        replies = self._messages(message.channel, message.ts) if look else ()
        if any(file.get("name") == first for reply in replies for file in reply.get("files", ())):
            return
        uploads = [{"filename": name, "title": name, "file": content} for name, content in files.items()]
        with _answered("files.upload", message.channel):
            self.client.files_upload_v2(channel=message.channel, thread_ts=message.ts, file_uploads=uploads)

    def keep_picture(self, name: str, content: bytes, alt_text: str) -> str:
        """Upload a picture that no channel shows by itself, and return the file's id for image blocks."""
        with _answered("files.upload", "Slack"):
            answer = self.client.files_upload_v2(filename=name, title=name, file=content, alt_txt=alt_text)
        return str(answer["files"][0]["id"])

    def shared_file(self, file_id: str) -> SharedFile:
        """Return what Slack knows about a file.

        Raises:
            Permanent: when its bytes are not kept at Slack.
        """
        with _answered("files.info", file_id):
            found = self.client.files_info(file=file_id)["file"]
        url = str(found.get("url_private_download") or found.get("url_private") or "")
        if found.get("is_external") or found.get("mode") not in {"hosted", "snippet"} or not url:
            raise Permanent("foreign_file", "That file is kept outside of Slack. Upload it here itself.")
        return SharedFile(str(found.get("name") or "file"), int(found.get("size") or 0), url)

    def download(self, file: SharedFile) -> bytes:
        """Return the bytes of a file.

        Raises:
            Permanent: when it is too large, kept elsewhere or withheld.
        """
        if file.size > LARGEST:
            raise too_large()
        return fetch(file.url, self.client.token or "", self.client.base_url)

    def direct_channel(self, user: str) -> str:
        """Return the id of our direct-message channel with a person."""
        with _answered("conversations.open", user):
            return str(self.client.conversations_open(users=user)["channel"]["id"])

    def whisper(self, channel: str, user: str, post: Post, thread_ts: str | None = None) -> None:
        """Show a message to one person only."""
        with _answered("chat.postEphemeral", channel):
            self.client.chat_postEphemeral(
                channel=channel, user=user, text=post.text, blocks=post.blocks, thread_ts=thread_ts
            )

    def answer(self, response_url: str, post: Post, *, instead: bool = False) -> None:
        """Answer a gesture privately through its response URL, which lives for 30 minutes and five uses.

        With `instead` the answer takes the place of the message that was clicked.
        """
        self._respond(response_url, text=post.text, blocks=post.blocks, replace_original=instead)

    def take_back(self, response_url: str) -> None:
        """Take away the private message on which somebody clicked."""
        self._respond(response_url, delete_original=True)

    def _respond(self, response_url: str, **said: Any) -> None:
        hook = WebhookClient(response_url, timeout=ANSWER_SECONDS, retry_handlers=[])
        with _answered("response_url", "Slack"):
            reply = hook.send(response_type="ephemeral", **said)
        if reply.status_code != 200:  # noqa: PLR2004  # HTTP: OK
            raise Permanent("response_url", f"Slack did not take the answer ({reply.status_code}).")

    def open_modal(self, trigger_id: str, view: dict[str, Any]) -> OpenModal:
        """Open a modal on the screen of whoever made the gesture, within three seconds of it."""
        with _answered("views.open", "Slack"):
            opened = self.client.views_open(trigger_id=trigger_id, view=view)["view"]
        return OpenModal(str(opened["id"]), str(opened["hash"]))

    def push_modal(self, trigger_id: str, view: dict[str, Any]) -> None:
        """Put a modal on top of the one in which the gesture was made, within three seconds of it."""
        with _answered("views.push", "Slack"):
            self.client.views_push(trigger_id=trigger_id, view=view)

    def update_modal(self, view_id: str, view: dict[str, Any], unless_changed: str | None = None) -> OpenModal:
        """Give a modal that is open, on top or not, another content; only where its hash is still `unless_changed`."""
        with _answered("views.update", "Slack"):
            shown = self.client.views_update(view_id=view_id, view=view, hash=unless_changed)["view"]
        return OpenModal(str(shown["id"]), str(shown["hash"]))

    def publish_home(self, user: str, view: dict[str, Any]) -> None:
        """Put a view on somebody's Home tab in place of what stood there."""
        with _answered("views.publish", user):
            self.client.views_publish(user_id=user, view=view)

    def permalink(self, message: Message) -> str:
        """Return the address of a message."""
        with _answered("chat.getPermalink", message.channel):
            return str(self.client.chat_getPermalink(channel=message.channel, message_ts=message.ts)["permalink"])

    def profile(self, user: str) -> Profile:
        """Return what Slack knows about a person, asked again every few minutes."""
        return self._profile(user, int(now().timestamp()) // PROFILE_SECONDS)

    def _ask_profile(self, user: str, _spell: int) -> Profile:
        with _answered("users.info", user):
            found = self.client.users_info(user=user)["user"]
        details = found.get("profile") or {}
        name = details.get("real_name") or found.get("real_name") or found.get("name") or user
        return Profile(
            name=str(name),
            workspace=str(found.get("team_id", "")),
            is_active=not found.get("deleted", False),
            is_guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
            is_bot=bool(found.get("is_bot")),
            is_admin=bool(found.get("is_admin") or found.get("is_owner")),
            zone=str(found["tz"]) if found.get("tz") else None,
        )

    def channel(self, channel: str) -> Channel:
        """Return what Slack knows about a channel."""
        with _answered("conversations.info", channel):
            found = self.client.conversations_info(channel=channel)["channel"]
        return Channel(str(found.get("name", channel)), bool(found.get("is_member")), bool(found.get("is_archived")))

    def group_members(self, group: str) -> frozenset[str]:
        """Return who is in a user group at this moment."""
        with _answered("usergroups.users.list", group):
            return frozenset(self.client.usergroups_users_list(usergroup=group)["users"])

    def group_names(self) -> dict[str, str]:
        """Return the names of the workspace's user groups by id."""
        with _answered("usergroups.list", "Slack"):
            groups = self.client.usergroups_list()["usergroups"]
        return {str(group["id"]): str(group["name"]) for group in groups}


Linker = Callable[[Message], str | None]
"""Gives a message's address, or None where it has none."""
