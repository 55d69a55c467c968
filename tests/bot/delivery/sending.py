"""How do people send documents to an office, and what are they told?"""

import json
from itertools import count
from typing import Any

from bot.documents import document
from bot.listeners import editing
from bot.word.xml import qualified
from tests.bot.office import HOME, Office
from tests.bot.word.edits import edited
from tests.bot.word.hostile import packed, unpacked
from workflow.draft import Section

DESIGN, MARKETING, DESIGNER, STRANGER = "C0DESIGN", "C0MARKETING", "U0DEE", "U0PRIYA"
NUMBERS = count(1)


def opened(office: Office) -> Office:
    """Have a brief opened, drafted and delivered to the designers."""
    office.apply_team()
    office.open()
    office.work()
    return office


def original(office: Office, number: int = 1, brief_id: str = "BRF-1") -> bytes:
    """Return the document of a revision, as it stands in the brief's thread."""
    brief = office.brief(brief_id)
    revision = brief.written(number)
    return document(brief, office.services.drafts.load(revision.content_hash), revision, None)


def by_hand(content: bytes, section: Section = Section.SUMMARY) -> bytes:
    """Return a document with words of a person's at the end of a section's first paragraph."""

    def add(body: Any) -> None:
        texts = list(body.iter(qualified("t")))
        heading = next(i for i, text in enumerate(texts) if text.text == section.label)
        text = next(text for text in texts[heading + 1 :] if len(text.text) > 20)
        text.text = f"{text.text} By hand."

    return edited(content, add)


def unstamped(content: bytes) -> bytes:
    """Return a document as a program saves it that keeps no custom properties."""
    parts = unpacked(content)
    properties = parts["docProps/custom.xml"]
    return packed({**parts, "docProps/custom.xml": properties.replace(b"Brief", b"Other")})


def headless(content: bytes) -> bytes:
    """Return a document without a stamp and without our header."""
    parts = unpacked(unstamped(content))
    return packed({name: part.replace(b"BRF-", b"No. ") if "header" in name else part for name, part in parts.items()})


def root(office: Office, channel: str = DESIGN) -> str:
    """Return the newest message that stands in a channel itself."""
    roots = [m for m in office.sandbox.channel(channel).messages if m.get("thread_ts", m["ts"]) == m["ts"]]
    return str(roots[-1]["ts"])


def chat(office: Office, channel: str = MARKETING) -> str:
    """Have somebody begin a thread that is no brief's."""
    return str(office.sandbox.person(DESIGNER).say(channel, "What do you think of this one?")["ts"])


def drop(
    office: Office, content: bytes, ts: str, channel: str = DESIGN, *, by: str = DESIGNER, name: str = "edited.docx"
) -> dict[str, Any]:
    """Drop a file into a thread, and have what follows from it done."""
    file = office.sandbox.person(by).upload(channel, name, content, ts)
    share(office, file, ts, channel, by)
    return file


def share(office: Office, file: dict[str, Any], ts: str, channel: str = DESIGN, by: str = DESIGNER) -> None:
    message = {"user": by, "channel": channel, "thread_ts": ts, "ts": f"1800000000.{next(NUMBERS):06}"}
    event = {**message, "files": [{"id": file["id"], "name": file["name"]}]}
    editing.dropped({"team_id": HOME, "event": event}, office.services)
    office.work()


def whispers(office: Office, ts: str, channel: str = DESIGN, user: str = DESIGNER) -> list[str]:
    return [json.dumps(m, ensure_ascii=False) for m in office.sandbox.person(user).ephemerals(channel, ts)]


def direct(office: Office, user: str = DESIGNER) -> str:
    """Return everything that somebody was told in their direct messages."""
    person = office.sandbox.person(user)
    threads = [person.thread(person.dm(), message["ts"]) for message in person.messages(person.dm())]
    return json.dumps(threads, ensure_ascii=False)
