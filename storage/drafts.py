"""Where is the written content of revisions kept?"""

from typing import TypeVar

import sqlalchemy as sa
from pydantic import ValidationError

from storage import tables
from storage.database import Database
from storage.errors import CorruptHistory, UnknownDraft
from workflow.draft import Draft, content_hash
from workflow.kinds.paper import Paper

Content = TypeVar("Content", Draft, Paper)

_KEEP = sa.text(
    "INSERT INTO draft (content_hash, content) VALUES (:hash, :content) ON CONFLICT (content_hash) DO NOTHING"
)


class Drafts:
    """The drafts and papers of all revisions, each under the hash of its content."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, draft: Draft | Paper) -> str:
        """Keep `draft` and return its content hash; keeping it again changes nothing."""
        key = content_hash(draft)
        row = {"hash": key, "content": draft.model_dump_json()}
        self._database.transact(lambda connection: connection.execute(_KEEP, row).close())
        return key

    def load(self, content_hash: str) -> Draft:
        """Return the draft that is kept under `content_hash`.

        Raises:
            UnknownDraft: when there is none.
            CorruptHistory: when what is kept cannot be read.
        """
        return self._load(content_hash, Draft)

    def load_paper(self, content_hash: str) -> Paper:
        """Return the paper of another workflow that is kept under `content_hash`.

        Raises:
            UnknownDraft: when there is none.
            CorruptHistory: when what is kept cannot be read.
        """
        return self._load(content_hash, Paper)

    def _load(self, content_hash: str, kind: type[Content]) -> Content:
        query = sa.select(tables.draft.c.content).where(tables.draft.c.content_hash == content_hash)
        with self._database.read() as connection:
            content = connection.execute(query).scalar_one_or_none()
        if content is None:
            raise UnknownDraft(f"No draft is kept under {content_hash[:12]}.")
        try:
            return kind.model_validate_json(content)
        except ValidationError:
            raise CorruptHistory(f"The draft kept under {content_hash[:12]} cannot be read.") from None
