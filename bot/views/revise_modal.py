"""Which document did somebody edit? The modal behind `/brief revise`, and its answer."""

from collections.abc import Mapping
from typing import Any

from bot.views.blocks import Block, plain, section
from bot.views.buttons import BriefValue
from bot.views.inputs import question
from bot.views.wording import name
from workflow.brief import Brief

CALLBACK_ID = "revise"

_WORD = (".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf")
"""Files that people make when they save a document; what is none that Baton reads is refused with what to do."""


def looks_like_word(name: str) -> bool:
    """Tell whether a file's name is that of a document which somebody edited."""
    return name.lower().endswith(_WORD)


def revise_modal(brief: Brief) -> dict[str, Any]:
    """Return the modal that takes the edited Word document of a brief."""
    named = name(brief)
    introduction = (
        f"{named} ({brief.id}), revision {brief.revision}.\n"
        f"Your edits become revision {brief.next_revision}. You can also drop the file into the brief's thread."
    )
    element: Block = {"type": "file_input", "filetypes": ["docx"], "max_files": 1}
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Send an edited brief", 24),
        "submit": plain("Send", 24),
        "close": plain("Cancel", 24),
        "private_metadata": BriefValue(brief=brief.id).dumps(),
        "blocks": [section(introduction), question("file", "The document, edited in Word", element)],
    }


def read_revise(view: Mapping[str, Any]) -> tuple[BriefValue, str | None]:
    """Return which brief the submitted modal is about, and the id of the file, if there is one.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    return BriefValue.loads(str(view.get("private_metadata", ""))), file_of(view)


def file_of(view: Mapping[str, Any]) -> str | None:
    """Return the id of the file that was chosen in a submitted modal, if there is one."""
    held: dict[str, Any] = view["state"]["values"].get("file") or {}
    files = [file for element in held.values() for file in element.get("files") or ()]
    return str(files[0]["id"]) if files else None
