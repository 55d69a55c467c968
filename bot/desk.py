"""Where are links for people without Slack given out, and who stands before us with one?"""

from dataclasses import dataclass

from bot.tokens import Grant, hashed, is_same, read, written
from storage.links import Links
from workflow.brief import Brief
from workflow.links import Link


@dataclass(frozen=True)
class Desk:
    """What links are made and read with: the table of them, the address that they begin with, and the secret."""

    links: Links
    address: str
    secret: str

    def give_out(self, brief: Brief, link: Link, email: str | None) -> str:
        """Return the address for a link that the log of `brief` holds; it cannot be told a second time."""
        grant = Grant(brief=brief.id, stage=link.stage, person=link.person, until=link.until)
        token = written(self.secret, grant)
        self.links.keep(brief.id, link.person, hashed(token), email)
        return f"{self.address}/link/{token}"

    def recognised(self, token: str) -> Grant | None:
        """Return what a token grants if it was given out here; whether it still holds is for the log to say."""
        grant = read(self.secret, token)
        kept = self.links.find(grant.person) if grant else None
        return grant if kept and is_same(kept.token_hash, hashed(token)) else None
