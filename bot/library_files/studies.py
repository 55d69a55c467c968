"""Is a document the wrap-up of an earlier campaign or audience research, and what does it say?"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.library_files.cells import Cell, Unclear, moment
from bot.library_files.columns import Field, field_of, ratio_of, read_columns
from bot.library_files.prose import Passage
from bot.library_files.rows import Frame, channel_of, quotable, read_rows
from bot.library_files.sheets import Row, Sheet
from bot.library_files.understood import Refusal, Understood
from bot.word.archive import UnsafeFile
from workflow.drafting.words import sentences
from workflow.library import ChannelResult, Fact, Figures, Origin, PriorCampaign, Research

FEWEST_WORDS = 5
LONGEST_FACT = 600
MOST_FACTS = 2000
LONGEST_TITLE = 160
_LABEL = re.compile(r"([A-Za-z][A-Za-z /()£€$-]{1,40}?)\s*(?::|\s[–-])\s+(\S.*)")
_FIGURES = {Field.SPEND, Field.REVENUE, Field.IMPRESSIONS, Field.CLICKS, Field.RESULTS}
_APART = {Field.DATE, Field.HAPPENED, Field.NEXT_TIME}
_AND = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
_TOPICS = {Field.HAPPENED, Field.NEXT_TIME, Field.OBJECTIVE, Field.AUDIENCE, Field.RESULTS}
_PERIOD = re.compile(r"(period|flight|dates|when|ran)", re.IGNORECASE)
_UNTIL = re.compile(r"\s(?:to|until|–|-)\s|\s?–\s?")
_WRAP_UP = re.compile(r"\s*[:–—-]\s*(campaign |post-campaign )?(wrap-?\s?up|review|report|results)$", re.IGNORECASE)
_SECTION = re.compile(r"[–—-]|\d+[.)]\s")


def read_document(passages: Sequence[Passage], frame: Frame) -> Understood:
    """Return what a document says: an earlier campaign where it gives figures or a next time, research otherwise.

    Raises:
        UnsafeFile: when it says nothing.
    """
    if not any(passage.text or passage.rows for passage in passages):
        raise UnsafeFile("This file holds no text. Nothing was added.")
    named = Frame(frame.file, frame.currency, _title(passages, frame.file))
    tables = _tables(passages)
    labels = list(_labels(passages))
    topics = _topics(passages)
    told = {field for field, _, _ in labels} | {topic for topic in topics if topics[topic]}
    if tables or told & _FIGURES - {Field.RESULTS} or Field.NEXT_TIME in told:
        return _wrap_up(labels, topics, tables, named)
    return _research(passages, labels, named)


def _title(passages: Sequence[Passage], file: str) -> str:
    labelled = (
        match[2] for each in passages if (match := _LABEL.fullmatch(each.text)) and field_of(match[1]) is Field.NAME
    )
    headings = (each.text for each in passages if each.kind == "heading" and field_of(each.text) is None)
    stem = file.rpartition(".")[0] or file
    title = next(labelled, next(headings, stem.replace("_", " ").replace("-", " ")))
    return _WRAP_UP.sub("", title)[:LONGEST_TITLE]


def _tables(passages: Sequence[Passage]) -> list[Sheet]:
    found = []
    for each in passages:
        if len(each.rows) > 1:
            columns = read_columns(each.rows[0])
            rows = [Row(line, [cell or None for cell in cells]) for line, cells in enumerate(each.rows[1:], start=2)]
            if columns.tells:
                found.append(Sheet(f"table at {each.line}", columns, rows))
    return found


def _labels(passages: Sequence[Passage]) -> Iterator[tuple[Field, str, str]]:
    """Yield every labelled line as field, label and value; two-column tables count as labels too."""
    for each in passages:
        pairs = [cells for cells in each.rows if len(cells) == 2]  # noqa: PLR2004  # a label and its value
        if each.kind == "text" and (match := _LABEL.fullmatch(each.text)):
            pairs.append((match[1], match[2]))
        for label, value in pairs:
            field = field_of(label) or (Field.DATE if _PERIOD.fullmatch(label.strip()) else None)
            if field and value:
                yield field, label, value
            elif value and ratio_of(label):
                yield Field.METRIC, label, value


def _topics(passages: Sequence[Passage]) -> dict[Field, list[str]]:
    """Return what stands under headings that name a field."""
    found: dict[Field, list[str]] = {topic: [] for topic in _TOPICS}
    topic: Field | None = None
    for each in passages:
        if each.kind == "heading":
            topic = field_of(_SECTION.sub(" ", each.text))
        elif each.kind == "text" and topic in found and not (_is_label(each.text)):
            found[topic].append(each.text)
    return found


def _is_label(text: str) -> bool:
    match = _LABEL.fullmatch(text)
    return bool(match and (field_of(match[1]) or ratio_of(match[1]) or _PERIOD.fullmatch(match[1].strip())))


def _wrap_up(
    labels: Sequence[tuple[Field, str, str]], topics: dict[Field, list[str]], tables: list[Sheet], frame: Frame
) -> Understood:
    texts: dict[Field, str] = {field: value for field, _, value in reversed(labels) if field is not Field.DATE}
    tabled = read_rows(tables, frame) if tables else Understood()
    refusals = [*tabled.refusals]
    parts = tabled.campaigns
    if not parts:
        try:
            parts = (_labelled(labels, frame),)
        except Unclear as unclear:
            refusals.append(Refusal("labels", f"{unclear}."))
            parts = (
                PriorCampaign(name=frame.name or frame.file, origin=Origin(file=frame.file, place="the whole file")),
            )
    enriched = tuple(_enriched(prior, texts, topics, _flight(labels)) for prior in parts)
    return Understood(enriched, (), tuple(refusals), tabled.inferred)


def _labelled(labels: Sequence[tuple[Field, str, str]], frame: Frame) -> PriorCampaign:
    """Read labelled lines as the one row of a table whose columns are the labels."""
    known = [(field, label, value) for field, label, value in labels if field not in _APART]
    listed = [part for field, _, value in known if field is Field.CHANNEL for part in _AND.split(value) if part]
    several = len(listed) > 1
    cells: list[Cell] = [None if several and field is Field.CHANNEL else value for field, _, value in known]
    (prior,) = _one(Sheet("", read_columns([label for _, label, _ in known]), [Row(1, cells)]), frame)
    named = tuple(ChannelResult(channel=channel_of(part), figures=Figures()) for part in listed) if several else ()
    place = Origin(file=frame.file, place="labels")
    return prior.model_copy(update={"origin": place, "parts": (*prior.parts, *named)})


def _one(sheet: Sheet, frame: Frame) -> tuple[PriorCampaign, ...]:
    found = read_rows([sheet], frame)
    if found.refusals:
        raise Unclear(found.refusals[0].reason.rstrip("."))
    return found.campaigns


def _flight(labels: Sequence[tuple[Field, str, str]]) -> tuple[date | None, date | None]:
    value = next((value for field, _, value in labels if field is Field.DATE), "")
    days = [_moment(part) for part in _UNTIL.split(value)] if value else []
    return (days[0], days[-1]) if days else (None, None)


def _moment(text: str) -> date | None:
    try:
        return moment(text.strip())
    except Unclear:
        return None


def _enriched(
    prior: PriorCampaign,
    texts: dict[Field, str],
    topics: dict[Field, list[str]],
    flight: tuple[date | None, date | None],
) -> PriorCampaign:
    """Return a campaign with what its wrap-up says beside the figures."""
    figures = [*(part.figures for part in prior.parts), prior.total]
    happened, wrong = quotable("\n".join([*topics[Field.HAPPENED], *topics[Field.RESULTS]]), figures, "text")
    advised, _ = quotable("\n".join(topics[Field.NEXT_TIME]), figures, "text")
    changes = {
        "happened": (*prior.happened, *happened),
        "next_time": (*prior.next_time, *advised),
        "objective": prior.objective or texts.get(Field.OBJECTIVE) or " ".join(topics[Field.OBJECTIVE]) or None,
        "audience": prior.audience or texts.get(Field.AUDIENCE) or " ".join(topics[Field.AUDIENCE]) or None,
        "market": prior.market or texts.get(Field.MARKET),
        "started": prior.started or flight[0],
        "ended": prior.ended or flight[1],
        "disputes": (*prior.disputes, *wrong),
    }
    return prior.model_copy(update=changes)


def _research(passages: Sequence[Passage], labels: Sequence[tuple[Field, str, str]], frame: Frame) -> Understood:
    facts = tuple(_facts(passages))[:MOST_FACTS]
    if not facts:
        raise UnsafeFile("This file holds no sentence that could be quoted. Nothing was added.")
    published = _flight(labels)[1]
    place = f"{len(facts)} sentences" if len(facts) > 1 else "1 sentence"
    study = Research(
        title=frame.name or frame.file, origin=Origin(file=frame.file, place=place), published=published, facts=facts
    )
    return Understood((), (study,))


def _facts(passages: Sequence[Passage]) -> Iterator[Fact]:
    for each in passages:
        if each.kind == "text" and not _is_label(each.text):
            for text in sentences(each.text):
                if len(text.split()) >= FEWEST_WORDS and len(text) <= LONGEST_FACT:
                    yield Fact(text=text, place=f"paragraph {each.line}")
