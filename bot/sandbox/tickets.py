"""May this trigger, this response_url still be used? Both are rights that run out."""

from datetime import timedelta

from bot.sandbox.mint import Mint
from bot.sandbox.records import Respondent, Trigger

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


class Tickets:
    """The triggers and response_urls that were handed to the app."""

    def __init__(self, mint: Mint) -> None:
        self._mint = mint
        self._triggers: dict[str, Trigger] = {}
        self._respondents: dict[str, Respondent] = {}

    def trigger(self, user: str, view: str | None = None) -> str:
        """A fresh trigger_id for a gesture of that person, made in that modal if any."""
        ticket = self._mint.ticket()
        self._triggers[ticket] = Trigger(user, self._mint.now(), view)
        return ticket

    def exchange(self, ticket: str) -> Trigger | str:
        """Uses a trigger up; returns Slack's error code when it is no good any more."""
        trigger = self._triggers.get(ticket)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if self._mint.now() - trigger.born > TRIGGER_LIFE:
            return "expired_trigger_id"
        trigger.used = True
        return trigger

    def respond(
        self,
        channel: str,
        user: str,
        message_ts: str | None = None,
    ) -> str:
        """A fresh path of a response_url for that person in that channel."""
        ticket = self._mint.ticket()
        born = self._mint.now()
        self._respondents[ticket] = Respondent(channel, user, born, message_ts)
        return f"/response/{ticket}"

    def answer(self, ticket: str) -> Respondent | str:
        """Counts one use of a response_url; returns Slack's error code when it has run out."""
        respondent = self._respondents.get(ticket)
        if respondent is None:
            return "no_such_url"
        if self._mint.now() - respondent.born > RESPONSE_LIFE:
            return "expired_url"
        respondent.uses += 1
        return "used_url" if respondent.uses > RESPONSE_USES else respondent
