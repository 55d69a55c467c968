"""What is the file of a document called?"""

import re
import unicodedata

_LONGEST_SLUG = 60


def document_name(brief_id: str | None, revision: int, name: str) -> str:
    """Return a file name that every system accepts, like `BRF-1-r2-spring-trail.docx`.

    A brief without an id is called `DRAFT`; a name that leaves no ASCII letter or digit becomes `campaign`.
    """
    return f"{brief_id or 'DRAFT'}-r{revision}-{_slug(name)}.docx"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[: _LONGEST_SLUG + 1].strip("-")[:_LONGEST_SLUG].strip("-") or "campaign"
