"""How is the database kept up?"""

import typer

from bot.settings import Settings
from storage.database import Database
from storage.migrate import migrate


def migrate_database(settings: Settings) -> None:
    """Bring the database to the newest schema.

    Raises:
        StorageError: when it cannot be reached or was written by a newer release.
    """
    database = Database.connect(settings.database_url)
    try:
        migrate(database)
    finally:
        database.close()
    typer.echo("The database has the newest schema.")
