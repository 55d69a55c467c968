"""Which tables does a CSV file or a workbook hold, and in which line does each row stand?"""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.library_files.cells import Cell
from bot.library_files.columns import Columns, read_columns
from bot.word.archive import UnsafeFile, parts

MOST_ROWS = 50_000
MOST_COLUMNS = 200
HEADER_WITHIN = 10
"""Rows in which the names of the columns are looked for."""

_DECLARED = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)
_MACROS = re.compile(r"vbaproject|macrosheet|activex", re.IGNORECASE)
_UNCOUNTED = re.compile(rb"<c\b[^>]*\br=\"([A-Z]{1,3}\d+)\"[^>]*><f\b[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")

_DAMAGED = (InvalidFileException, BadZipFile, LookupError, ValueError, TypeError, SyntaxError, OSError)
"""What openpyxl raises for a workbook that is none."""


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, and its cells."""

    line: int
    cells: Sequence[Cell]

    def cell(self, place: int | None) -> Cell:
        """Return a cell, or None where the row has none there."""
        return self.cells[place] if place is not None and place < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """A table about campaigns; `name` is the sheet's in a workbook of several."""

    name: str
    columns: Columns
    rows: Sequence[Row]


def read_csv(text: str, file: str) -> list[Sheet]:
    """Return the table of a CSV file, whatever stands between its cells.

    Raises:
        UnsafeFile: when no table can be read.
    """
    lines = text.splitlines()[:HEADER_WITHIN]
    delimiter = max(",;\t|", key=lambda mark: sum(line.count(mark) for line in lines))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    begun = 1
    try:
        for cells in reader:
            rows.append(Row(begun, [cell or None for cell in cells[:MOST_COLUMNS]]))
            begun = reader.line_num + 1
            _bound(rows)
    except csv.Error:
        raise UnsafeFile("This is not a table that can be read. Save it again as CSV and send it anew.") from None
    return _sheets({"": rows}, file)


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """Return the tables of an Excel workbook, formulas by their last value.

    Raises:
        UnsafeFile: when it is damaged, too large or built to harm.
    """
    found = parts(content)
    if any(_MACROS.search(name) for name in found):
        raise UnsafeFile("This workbook carries macros. Save it as a plain .xlsx, which holds none, and send that.")
    if any(
        name.endswith((".xml", ".rels")) and _DECLARED.search(part.replace(b"\0", b"")) for name, part in found.items()
    ):
        raise UnsafeFile("This file declares entities, as no workbook does. It was not read.")
    try:
        tables = _tables(content, _formulas_without_value(found))
    except _DAMAGED:
        raise UnsafeFile("This workbook is damaged and cannot be read. Save it again as .xlsx and try anew.") from None
    return _sheets(tables, file)


def _formulas_without_value(found: Mapping[str, bytes]) -> frozenset[str]:
    sheets = (part for name, part in found.items() if name.startswith("xl/worksheets/"))
    return frozenset(ref.decode() for part in sheets for ref in _UNCOUNTED.findall(part))


def _tables(content: bytes, formulas: frozenset[str]) -> dict[str, list[Row]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that do not concern us, such as data validation
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            tables: dict[str, list[Row]] = {}
            for sheet in book.worksheets:
                rows = tables.setdefault(sheet.title, [])
                for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
                    rows.append(Row(line, [_cell(value, line, i, formulas) for i, value in enumerate(cells, start=1)]))
                    _bound(rows)
            return tables
        finally:
            book.close()


def _cell(value: object, line: int, column: int, formulas: frozenset[str]) -> Cell:
    match value:
        case None:
            ref = f"{openpyxl.utils.get_column_letter(column)}{line}"
            return "=" if ref in formulas else None
        case bool():
            return str(value)
        case int() | float():
            return Decimal(str(value))
        case datetime():
            return value.date()
        case date() | str():
            return value
        case _:
            return str(value)


def _bound(rows: Sequence[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise UnsafeFile(
            f"This table has more than {MOST_ROWS:,} rows. Split it, or add rows up by campaign and channel."
        )


def _sheets(tables: Mapping[str, list[Row]], file: str) -> list[Sheet]:
    found = [sheet for name, rows in tables.items() for sheet in _sheet(name if len(tables) > 1 else "", rows, file)]
    if not found:
        raise UnsafeFile(
            "No columns about campaigns were found. The first row names them: at least campaign or channel, and spend "
            "or results."
        )
    return found


def _sheet(name: str, rows: list[Row], file: str) -> Iterator[Sheet]:
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        columns = read_columns([str(cell or "") for cell in row.cells], file)
        if columns.tells:
            filled = [each for each in rows[place + 1 :] if any(cell not in {None, ""} for cell in each.cells)]
            yield Sheet(name, columns, filled)
            return
