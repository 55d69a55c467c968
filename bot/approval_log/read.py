"""Which events does a file of somebody's approvals hold?

Files come from Jira, Asana, spreadsheets and databases: with or without a byte order mark, with commas, semicolons or
tabs. The file is read row by row, twice where its dates need it, so that a million events fit into little memory.
"""

import codecs
import csv
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.approval_log.columns import Mapped, Role, map_columns
from bot.approval_log.moments import DateOrder, MomentReader, UnclearMoment, date_order, is_numeric
from workflow.baseline import UNKNOWN, ApprovalLog
from workflow.values import InvalidInput

_SAMPLE = 200
_DELIMITERS = ",;\t|"
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_FOREIGN = {b"PK": "an Excel workbook or another archive", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel file"}
_NOBODY = ("", "-", "n/a", "na", "none", "null", "undefined", "unknown", "missing", "system")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class ReadLog:
    """A log as it was read.

    Attributes:
        columns: which column was taken for what.
        order: which of two numbers is the day, where dates are written in numbers.
        left_out: rows without a case, a time or an activity.
    """

    log: ApprovalLog
    columns: Mapped
    order: DateOrder | None
    left_out: int


def read_log(path: Path, named: Mapping[Role, str], zone: ZoneInfo, order: DateOrder | None = None) -> ReadLog:
    """Return the events of the file at `path`, its columns as `named` or guessed; times without a zone are in `zone`.

    Raises:
        InvalidInput: naming the file, the row or the flag at fault, and how to mend it.
    """
    with _about(path):
        table = _Table.of(path)
        sample = list(islice(table.rows(), _SAMPLE))
        if not sample:
            raise _empty(path)
        columns = map_columns(table.headings, sample, named)
        order = order or _order(table, sample, columns.steps or (columns.roles[Role.TIMESTAMP],))
        collected = _collect(table, columns, MomentReader(zone, order))
    if not collected.at:
        raise _empty(path)
    return ReadLog(collected.log(), columns, order, collected.left_out)


def _empty(path: Path) -> InvalidInput:
    return InvalidInput({str(path): "there is no event in this file: no row has a case, a time and an activity"})


@dataclass(frozen=True)
class _Table:
    """A file of rows under one row of headings."""

    path: Path
    encoding: str
    delimiter: str
    skipped: int
    headings: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> "_Table":
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline()
            hint = first.strip().casefold()
            said = hint.removeprefix("sep=") if hint.startswith("sep=") else ""  # Excel's own hint to itself
            heading = file.readline() if said else first
        delimiter = said or max(_DELIMITERS, key=heading.count)
        if not heading.strip():
            raise InvalidInput({str(path): "this file is empty"})
        made = cls(path, encoding, delimiter, 1 if said else 0, ())
        return cls(path, encoding, delimiter, made.skipped, tuple(next(made._all())))

    def _all(self) -> Iterator[list[str]]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            yield from islice(csv.reader(file, delimiter=self.delimiter), self.skipped, None)

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows under the headings."""
        return islice(self._all(), 1, None)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        for mark, what in _FOREIGN.items():
            if start.startswith(mark):
                raise InvalidInput({str(path): f"this is {what}; save the table as CSV and try again"})
        for mark, encoding in _MARKS.items():
            if start.startswith(mark):
                return encoding
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"  # Excel still writes it on Windows
    return "utf-8"


def _order(table: _Table, sample: list[list[str]], places: tuple[int, ...]) -> DateOrder | None:
    """Return which of two numbers is the day; the whole file is asked only where the sample has such dates."""
    if not any(is_numeric(text) for text in _cells(sample, places)):
        return None
    try:
        return date_order(_cells(table.rows(), places))
    except UnclearMoment as unclear:
        raise InvalidInput({"--dates": str(unclear)}) from None


def _cells(rows: Iterable[list[str]], places: tuple[int, ...]) -> Iterator[str]:
    for row in rows:
        yield from (row[place].strip() for place in places if place < len(row))


def _collect(table: _Table, columns: Mapped, read: MomentReader) -> "_Collected":
    collected = _Collected(columns)
    for number, row in enumerate(table.rows(), 2):
        try:
            collected.add(row, read)
        except UnclearMoment as unclear:
            raise InvalidInput({f"{table.path.name}, row {number}": str(unclear)}) from None
    return collected


class _Collected:
    """The events read so far, one column each; names are kept once."""

    def __init__(self, columns: Mapped) -> None:
        self._columns = columns
        self._widest = max([*columns.roles.values(), *columns.steps])
        self._case = columns.roles[Role.CASE]
        self._timestamp = columns.roles.get(Role.TIMESTAMP, 0)
        self._activity = columns.roles.get(Role.ACTIVITY, 0)
        self._resource = columns.roles.get(Role.RESOURCE)
        self._case_numbers: dict[str, int] = {}
        self._activity_numbers: dict[str, int] = {}
        self._resource_numbers: dict[str, int] = dict.fromkeys(_NOBODY, UNKNOWN)
        self._cases, self.at, self._activities, self._resources = (array(kind) for kind in "lqll")
        self.left_out = 0

    def add(self, row: list[str], read: MomentReader) -> None:
        """Take the events of `row`; one without a case, a time or an activity is left out and counted."""
        if len(row) <= self._widest:
            row += [""] * (self._widest + 1 - len(row))
        before = len(self.at)
        case = row[self._case].strip()
        if self._columns.steps:
            for place in self._columns.steps:
                self._event(case, row[place].strip(), self._columns.headings[place], "", read)
        else:
            resource = row[self._resource].strip() if self._resource is not None else ""
            self._event(case, row[self._timestamp].strip(), row[self._activity].strip(), resource, read)
        self.left_out += len(self.at) == before

    def _event(self, case: str, at: str, activity: str, resource: str, read: MomentReader) -> None:
        if not (case and at and activity):
            return
        self.at.append(read(at))
        self._cases.append(self._case_numbers.setdefault(case, len(self._case_numbers)))
        self._activities.append(self._activity_numbers.setdefault(activity, len(self._activity_numbers)))
        self._resources.append(self._resource_numbers.setdefault(resource.casefold(), len(self._resource_numbers)))

    def log(self) -> ApprovalLog:
        """Return the log."""
        resources = self._resources if self._resource is not None else None
        return ApprovalLog(tuple(self._activity_numbers), self._cases, self.at, self._activities, resources)


@contextmanager
def _about(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidInput({str(path): f"this file cannot be read ({error.strerror})"}) from None
    except (UnicodeError, csv.Error) as error:
        raise InvalidInput({str(path): f"this is not a table in CSV ({error})"}) from None
