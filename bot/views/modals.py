"""What does a modal show that only says something?"""

from typing import Any

from bot.views.blocks import plain
from bot.views.post import Post


def notice_modal(title: str, post: Post) -> dict[str, Any]:
    """Return a modal that says what `post` says and can only be closed."""
    return {"type": "modal", "title": plain(title, 24), "close": plain("Close", 24), "blocks": post.blocks}
