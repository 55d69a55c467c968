"""Why can the memory not answer? Each error is one plain sentence for whoever runs Baton."""


class StorageError(Exception):
    """The next move is ours, not the person's. Never raised itself."""


class UnknownBrief(StorageError):
    """No brief has this id."""


class UnknownDraft(StorageError):
    """No draft is kept under this hash."""


class CorruptHistory(StorageError):
    """A brief's stored events do not tell a history."""


class Busy(StorageError):
    """The database was held by others for longer than a click can wait."""


class Unreachable(StorageError):
    """The database cannot be opened or does not answer."""


class Full(StorageError):
    """The database has no room left to write."""


class Damaged(StorageError):
    """The database file is not one, or is broken."""


class SchemaBehind(StorageError):
    """The database has an older schema than this release needs."""


class SchemaAhead(StorageError):
    """The database has been migrated by a newer release."""


class UnknownTrial(StorageError):
    """There is no trial of this number."""
