"""What is a message before it is sent?"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Post:
    """A message: `blocks` are what people see, `text` is the notification and means something alone."""

    text: str
    blocks: list[dict[str, Any]]
