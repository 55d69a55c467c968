"""What does a modal show that only says something?"""

from typing import Any

from bot.views.blocks import plain, section


def notice_modal(title: str, text: str) -> dict[str, Any]:
    """Return a modal that says `text`, finished mrkdwn, and can only be closed."""
    return {"type": "modal", "title": plain(title, 24), "close": plain("Close", 24), "blocks": [section(text)]}
