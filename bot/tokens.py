"""How is a link for somebody without Slack written so that nobody else can write one, and read when it comes back?"""

import hashlib
import hmac
import json
import re
import secrets
from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

from workflow.values import Value

_FORM = re.compile(r"([A-Za-z0-9_-]{16,400})\.([A-Za-z0-9_-]{43})", re.ASCII)
_PERSON_BYTES = 10
_NONCE_BYTES = 18


class Grant(Value):
    """What a link says: who may decide at which stage of which brief, and until when."""

    brief: str
    stage: str
    person: str
    until: datetime


def fresh_person() -> str:
    """Return an id for somebody who has none at Slack; nobody can guess it, and nobody has to keep it secret."""
    return "L" + b32encode(secrets.token_bytes(_PERSON_BYTES)).decode()


def fresh_secret() -> str:
    """Return a secret to sign links with."""
    return secrets.token_urlsafe(32)


def written(secret: str, grant: Grant) -> str:
    """Return the token that stands in the address of a link; every one is another, even for the same grant."""
    until = int(grant.until.timestamp())
    said = [1, grant.brief, grant.stage, grant.person, until, secrets.token_urlsafe(_NONCE_BYTES)]
    payload = _base64(json.dumps(said, separators=(",", ":")).encode())
    return f"{payload}.{_signature(secret, payload)}"


def read(secret: str, token: str) -> Grant | None:
    """Return what a token says if it was signed with `secret`, to the last character; nothing is looked up for it."""
    match = _FORM.fullmatch(token)
    if match is None or not hmac.compare_digest(_signature(secret, match[1]), match[2]):
        return None
    _, brief, stage, person, until, _ = json.loads(urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4)))
    return Grant(brief=brief, stage=stage, person=person, until=datetime.fromtimestamp(until, UTC))


def hashed(token: str) -> str:
    """Return what is kept of a token: nobody can go back from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two hashes in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def sealed(secret: str, token: str, deed: str, revision: int) -> str:
    """Return the seal of a form: it belongs to this link, this deed and this revision alone."""
    return _signature(secret, f"form\n{token}\n{deed}\n{revision}")


def _signature(secret: str, text: str) -> str:
    return _base64(hmac.digest(secret.encode(), b"baton link 1\n" + text.encode(), "sha256"))


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
