"""How is Slack asked about each user group once, while very many briefs are looked at?"""

from bot.failures import DeliveryError
from bot.slack import Identity, Profile, Slack


class OneLook(Slack):
    """Slack for one look at everything: what it says of a user group, a refusal too, holds for all of the look."""

    def __init__(self, slack: Slack) -> None:
        super().__init__(slack.client)
        self._slack = slack
        self._groups: dict[str, frozenset[str] | DeliveryError] = {}

    def identity(self) -> Identity:
        """Return who we are."""
        return self._slack.identity()

    def profile(self, user: str) -> Profile:
        """Return what Slack knows about a person."""
        return self._slack.profile(user)

    def group_members(self, group: str) -> frozenset[str]:
        """Return who is in a user group, asked once."""
        if group not in self._groups:
            self._groups[group] = self._asked(group)
        found = self._groups[group]
        if isinstance(found, DeliveryError):
            raise found
        return found

    def _asked(self, group: str) -> frozenset[str] | DeliveryError:
        try:
            return self._slack.group_members(group)
        except DeliveryError as error:
            return error
