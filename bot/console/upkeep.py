"""How is the database kept up?"""

import typer

from bot.settings import Settings
from storage.database import Database
from storage.migrate import check, migrate
from storage.views import create_views, drop_views


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


def keep_views(settings: Settings, *, drop: bool) -> None:
    """Create the views for tools that ask in SQL, or take them away.

    Raises:
        StorageError: when the database cannot be reached or has another schema than this release needs.
    """
    database = Database.connect(settings.database_url)
    try:
        check(database)
        if drop:
            drop_views(database)
        else:
            names = create_views(database)
    finally:
        database.close()
    typer.echo("The views are gone." if drop else f"Ask them in SQL: {', '.join(names)}.")
