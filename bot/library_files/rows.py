"""Which earlier campaigns do the rows of a table tell of, and which rows are refused?"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce

from bot.library_files.cells import Order, Unclear, amount, counted, moment, number, order_of, words_in
from bot.library_files.columns import Columns, Field
from bot.library_files.sheets import Row, Sheet
from bot.library_files.understood import Refusal, Understood
from workflow.channels import Channel, parse_channel
from workflow.drafting.ratios import follows, follows_from_any, stated
from workflow.drafting.words import sentences
from workflow.library import ChannelResult, Count, Dispute, Figures, Money, Origin, PriorCampaign

LONGEST_NAME = 160
LONGEST_TEXT = 2000
DATES = (Field.STARTED, Field.ENDED, Field.DATE)
_NOT_WORDS = frozenset({*DATES, Field.SPEND, Field.REVENUE, Field.IMPRESSIONS, Field.CLICKS, Field.RESULTS})


@dataclass(frozen=True)
class Frame:
    """What is known before a row is read: the file, the currency of the team, a name where a document gives one."""

    file: str
    currency: str | None
    name: str | None = None


@dataclass(frozen=True)
class Reading:
    """What one row says; `place` names it for people."""

    place: str
    line: int
    name: str
    channel: Channel | None
    figures: Figures
    started: date | None
    ended: date | None
    texts: Mapping[Field, str]
    disputes: tuple[Dispute, ...]


@contextmanager
def _about(field: Field) -> Iterator[None]:
    """Say of which field it is that a cell is unclear."""
    try:
        yield
    except Unclear as unclear:
        raise Unclear(f"{field}: {unclear}") from None


def read_rows(sheets: Sequence[Sheet], frame: Frame) -> Understood:
    """Return the campaigns of tables: rows of one name are one campaign, rows of one channel are its part."""
    readings: dict[str, list[Reading]] = {}
    refusals: list[Refusal] = []
    for sheet in sheets:
        orders = {field: _order(sheet, field) for field in DATES}
        for row in sheet.rows:
            place = f"{sheet.name}, row {row.line}" if sheet.name else f"row {row.line}"
            try:
                reading = _read(row, sheet.columns, frame, orders, place)
                _agree(reading, readings.get(reading.name.casefold(), []))
            except Unclear as unclear:
                refusals.append(Refusal(place, f"{unclear}."))
            else:
                readings.setdefault(reading.name.casefold(), []).append(reading)
    campaigns = tuple(campaign_of(found, frame) for found in readings.values())
    return Understood(campaigns, (), tuple(refusals), tuple(_inferred(sheets, frame)))


def _order(sheet: Sheet, field: Field) -> Order:
    return order_of(row.cell(sheet.columns.fields.get(field)) for row in sheet.rows)


def _read(row: Row, columns: Columns, frame: Frame, orders: Mapping[Field, Order], place: str) -> Reading:
    texts = dict(_texts(row, columns))
    days = {field: _dated(row, columns, field, orders[field]) for field in DATES}
    started, ended = (days[field] or days[Field.DATE] for field in (Field.STARTED, Field.ENDED))
    if started and ended and ended < started:
        raise Unclear("it ends before it starts")
    figures = figures_of(row, columns, texts, frame)
    return Reading(
        place=place,
        line=row.line,
        name=_name(texts, frame),
        channel=_channel(texts.get(Field.CHANNEL), columns),
        figures=figures,
        started=started,
        ended=ended,
        texts=texts,
        disputes=tuple(_disputes(row, columns, figures, place)),
    )


def _texts(row: Row, columns: Columns) -> Iterator[tuple[Field, str]]:
    for field, place in columns.fields.items():
        if field not in _NOT_WORDS:
            with _about(field):
                text = words_in(row.cell(place))
            if text:
                yield field, text[:LONGEST_TEXT]


def _name(texts: Mapping[Field, str], frame: Frame) -> str:
    name = texts.get(Field.NAME) or frame.name
    if not name:
        raise Unclear("it names no campaign")
    return (f"Campaign {name}" if name.isdigit() else name)[:LONGEST_NAME]


def _channel(name: str | None, columns: Columns) -> Channel | None:
    if name is None:
        return columns.hint[0] if columns.hint else None
    return channel_of(name)


def channel_of(name: str) -> Channel:
    """Return the channel that people call `name`.

    Raises:
        Unclear: when there is none.
    """
    try:
        found = parse_channel(name)
    except ValueError as unknown:
        raise Unclear(str(unknown).rstrip(".")) from None
    if not isinstance(found, Channel):
        raise Unclear(f"“{name}” is no channel")
    return found


def _dated(row: Row, columns: Columns, field: Field, order: Order) -> date | None:
    with _about(field):
        return moment(row.cell(columns.fields.get(field)), order)


def figures_of(row: Row, columns: Columns, texts: Mapping[Field, str], frame: Frame) -> Figures:
    """Return the figures of a row.

    Raises:
        Unclear: when one of them is none, or they cannot all be true, or there are none.
    """
    written = texts.get(Field.CURRENCY, "").upper() or columns.currency or frame.currency
    figures = Figures(
        spend=_money(row, columns, Field.SPEND, written),
        revenue=_money(row, columns, Field.REVENUE, written),
        impressions=_count(row, columns, Field.IMPRESSIONS),
        clicks=_count(row, columns, Field.CLICKS),
        results=_results(row, columns, texts.get(Field.METRIC)),
    )
    if figures == Figures():
        raise Unclear("it holds no figure")
    if figures.clicks is not None and figures.impressions is not None and figures.clicks > figures.impressions:
        raise Unclear(f"it has more clicks ({figures.clicks}) than impressions ({figures.impressions})")
    return figures


def _money(row: Row, columns: Columns, field: Field, written: str | None) -> Money | None:
    with _about(field):
        found = amount(row.cell(columns.fields.get(field)))
    if found is None:
        return None
    currency = found[1] or written
    if currency is None:
        raise Unclear(f"{field}: in which currency? Write it with the amount, or put a team file in force")
    return Money(amount=found[0], currency=currency)


def _count(row: Row, columns: Columns, field: Field) -> Decimal | None:
    with _about(field):
        return number(row.cell(columns.fields.get(field)))


def _results(row: Row, columns: Columns, metric: str | None) -> Count | None:
    with _about(Field.RESULTS):
        found = counted(row.cell(columns.fields.get(Field.RESULTS)))
    if found is None:
        return None
    return Count(value=found[0], of=found[1] or (metric or columns.metric or "results").casefold())


def _disputes(row: Row, columns: Columns, figures: Figures, place: str) -> Iterator[Dispute]:
    for ratio, column in columns.ratios.items():
        with _about(Field.RESULTS):
            text = words_in(row.cell(column))
        try:
            found = amount(text.removesuffix("x") if text else None)
        except Unclear:
            continue  # a remark where a figure was expected proves nothing and is not quoted
        if text and found and not follows(ratio, found[0], figures):
            rate = figures.rate(ratio)
            yield Dispute(place=place, ratio=ratio, stated=text, recomputed=rate.value if rate else None)


def _agree(reading: Reading, before: Sequence[Reading]) -> None:
    for field in ("spend", "revenue"):
        money = getattr(reading.figures, field)
        others = {getattr(each.figures, field).currency for each in before if getattr(each.figures, field)}
        if money and others and money.currency not in others:
            raise Unclear(f"{field}: it counts in {money.currency}, the rows before it in {', '.join(sorted(others))}")


def campaign_of(found: Sequence[Reading], frame: Frame) -> PriorCampaign:
    """Return the campaign that rows of one name tell of."""
    parts = _parts(found)
    figures = [*(part.figures for part in parts), reduce(Figures.plus, (part.figures for part in parts))]
    happened, wrong = _spoken(found, Field.HAPPENED, figures)
    next_time, _ = _spoken(found, Field.NEXT_TIME, figures)
    return PriorCampaign(
        name=found[0].name,
        origin=Origin(file=frame.file, place=_place(found)),
        parts=parts,
        objective=_first(found, Field.OBJECTIVE),
        audience=_first(found, Field.AUDIENCE),
        market=_first(found, Field.MARKET),
        started=min(filter(None, (each.started for each in found)), default=None),
        ended=max(filter(None, (each.ended for each in found)), default=None),
        happened=happened,
        next_time=next_time,
        disputes=(*(dispute for each in found for dispute in each.disputes), *wrong),
    )


def _parts(found: Sequence[Reading]) -> tuple[ChannelResult, ...]:
    by_channel: dict[Channel | None, list[Figures]] = {}
    for each in found:
        by_channel.setdefault(each.channel, []).append(each.figures)
    return tuple(
        ChannelResult(channel=channel, figures=reduce(Figures.plus, figures)) for channel, figures in by_channel.items()
    )


def _place(found: Sequence[Reading]) -> str:
    if len(found) == 1:
        return found[0].place
    first, last = found[0], found[-1]
    together = last.line - first.line + 1 == len(found)
    return f"{first.place.replace('row ', 'rows ')}-{last.line}" + ("" if together else f" ({len(found)} rows)")


def _first(found: Sequence[Reading], field: Field) -> str | None:
    values = list(dict.fromkeys(each.texts[field] for each in found if field in each.texts))
    return ", ".join(values[:8]) or None


def _spoken(
    found: Sequence[Reading], field: Field, figures: Sequence[Figures]
) -> tuple[tuple[str, ...], tuple[Dispute, ...]]:
    kept: dict[str, None] = {}
    wrong: list[Dispute] = []
    for each in found:
        said, disputed = quotable(each.texts.get(field, ""), figures, each.place)
        kept.update(dict.fromkeys(said))
        wrong.extend(disputed)
    return tuple(kept), tuple(wrong)


def quotable(text: str, figures: Sequence[Figures], place: str) -> tuple[tuple[str, ...], tuple[Dispute, ...]]:
    """Return the sentences of `text` that may be quoted, and the ratios for which the rest may not."""
    kept: list[str] = []
    wrong: list[Dispute] = []
    for sentence in sentences(text):
        disputed = [each for each in stated(sentence) if not follows_from_any(each, figures)]
        for each in disputed:
            rates = [rate for one in figures[-1:] if (rate := one.rate(each.ratio))]
            value = rates[0].value if rates else None
            wrong.append(Dispute(place=place, ratio=each.ratio, stated=each.text, recomputed=value))
        if not disputed:
            kept.append(sentence)
    return tuple(kept), tuple(wrong)


def _inferred(sheets: Sequence[Sheet], frame: Frame) -> Iterator[str]:
    for sheet in sheets:
        columns = sheet.columns
        if columns.hint and Field.CHANNEL not in columns.fields:
            channel, told_by = columns.hint
            yield f"the channel is {channel.label}, as “{told_by}” says"
        if Field.SPEND in columns.fields and not columns.currency and Field.CURRENCY not in columns.fields:
            yield f"amounts without a currency are in {frame.currency}, as in the team file" if frame.currency else ""
        if columns.metric and Field.METRIC not in columns.fields:
            yield f"a result is what “{columns.metric}” counts"
