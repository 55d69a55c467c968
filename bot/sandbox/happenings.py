"""Which events does the app get to hear of?"""

from bot.sandbox import payloads
from bot.sandbox.records import JSON, Channel, Message
from bot.sandbox.workspace import Workspace


class Happenings:
    """Tells the app what it subscribed to, about places it is in."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def _tell(self, inner: JSON) -> None:
        if inner["type"] in self._workspace.subscriptions:
            self._workspace.post.announce(payloads.event(self._workspace, inner))

    def said(self, message: Message) -> None:
        """A message was posted or a file shared, by a person or by the app itself."""
        workspace = self._workspace
        if not workspace.store.bot_in(workspace.store.channels[message.channel]):
            return
        self._tell(payloads.message_event(workspace, message))
        for file in message.files:
            self._tell(payloads.file_event(message, file))

    def joined(self, channel: Channel, user: str) -> None:
        """Somebody came into a channel."""
        if self._workspace.store.bot_in(channel):
            self._tell(payloads.joined_event(self._workspace, channel, user))

    def home_opened(self, user: str) -> None:
        """Somebody opened the app's home tab."""
        self._tell(payloads.home_event(self._workspace, user))

    def user_changed(self, user: str) -> None:
        """Somebody was deactivated or came back."""
        self._tell(payloads.user_event(self._workspace, user))
