"""What does a driver's error mean, in one plain sentence, and is it worth another try?"""

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from storage.errors import Busy, Damaged, Full, SchemaBehind, StorageError, Unreachable

_RACES = {"40001", "40P01"}  # serialization failure, deadlock
_FULL = {"53100"}
_MISSING_TABLE = {"42P01", "3F000"}

_SQLITE = {
    "SQLITE_BUSY": Busy("The database is held by another process; please try again."),
    "SQLITE_LOCKED": Busy("The database is held by another process; please try again."),
    "SQLITE_FULL": Full("The disk that holds the database is full; make room, nothing else is needed."),
    "SQLITE_IOERR": Full("The database cannot be written: its disk is full or failing."),
    "SQLITE_CORRUPT": Damaged("The database file is damaged; restore it from a backup."),
    "SQLITE_NOTADB": Damaged("The file that DATABASE_URL names is not a database."),
    "SQLITE_CANTOPEN": Unreachable("The database file cannot be opened; check its folder and permissions."),
    "SQLITE_READONLY": Unreachable("The database file cannot be written; check its permissions."),
}


def is_passing(error: sa.exc.DBAPIError) -> bool:
    """Tell whether only chance stood in the way: a lost race, a deadlock, a connection that was cut."""
    return error.connection_invalidated or isinstance(error, sa.exc.IntegrityError) or _code(error) in _RACES


def told(error: Exception, engine: Engine) -> StorageError | sa.exc.DBAPIError:
    """Return the storage error that says what `error` means; a programming error stays itself."""
    if isinstance(error, sa.exc.TimeoutError):
        return Busy("The database is busy; please try again in a moment.")
    if not isinstance(error, sa.exc.DBAPIError):
        raise TypeError(f"not a database error: {error!r}")
    if engine.dialect.name == "sqlite":
        return _sqlite_error(error)
    return _server_error(error)


def _sqlite_error(error: sa.exc.DBAPIError) -> StorageError | sa.exc.DBAPIError:
    if "no such table" in str(error.orig):
        return _behind()
    kind = str(getattr(error.orig, "sqlite_errorname", ""))
    known = next((meaning for name, meaning in _SQLITE.items() if kind.startswith(name)), None)
    return type(known)(*known.args) if known else error


def _server_error(error: sa.exc.DBAPIError) -> StorageError | sa.exc.DBAPIError:
    code = _code(error)
    if code in _RACES:
        return Busy("The database is busy; please try again in a moment.")
    if code in _FULL:
        return Full("The disk that holds the database is full; make room, nothing else is needed.")
    if code in _MISSING_TABLE:
        return _behind()
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError) or error.connection_invalidated:
        first_line = str(error.orig).strip().partition("\n")[0]
        return Unreachable(f"The database server cannot be reached: {first_line}")
    return error


def _code(error: sa.exc.DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _behind() -> SchemaBehind:
    return SchemaBehind("The database has not been prepared for this release; run `baton migrate`.")
