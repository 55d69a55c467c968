"""Where are the bare words of the briefs kept that a trial compares?"""

import sqlalchemy as sa
from pydantic import ValidationError

from storage import tables
from storage.database import Database
from storage.errors import CorruptHistory, UnknownDraft
from workflow.shadow.sheet import Sheet, sheet_hash

_KEEP = sa.text("INSERT INTO sheet (hash, content) VALUES (:hash, :content) ON CONFLICT (hash) DO NOTHING")


class Sheets:
    """The sheets of all trials, each under the hash of what it says."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, sheet: Sheet) -> str:
        """Keep `sheet` and return its hash; keeping it again changes nothing."""
        row = {"hash": sheet_hash(sheet), "content": sheet.model_dump_json()}
        self._database.transact(lambda connection: connection.execute(_KEEP, row).close())
        return row["hash"]

    def load(self, key: str) -> Sheet:
        """Return the sheet that is kept under the hash `key`.

        Raises:
            UnknownDraft: when there is none.
            CorruptHistory: when what is kept cannot be read.
        """
        query = sa.select(tables.sheet.c.content).where(tables.sheet.c.hash == key)
        with self._database.read() as connection:
            content = connection.execute(query).scalar_one_or_none()
        if content is None:
            raise UnknownDraft(f"No brief of a trial is kept under {key[:12]}.")
        try:
            return Sheet.model_validate_json(content)
        except ValidationError:
            raise CorruptHistory(f"The brief of a trial kept under {key[:12]} cannot be read.") from None
