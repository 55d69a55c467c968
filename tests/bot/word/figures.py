"""Which figures stand in a rendered document, and from what does each follow? Worked out apart from the drafter."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from lxml import etree

from workflow.campaign import Campaign
from workflow.draft import Draft, content_hash
from workflow.drafting.evidence import LEAST_LIFT, MOST_LIFT, lifts
from workflow.drafting.measurement import slug
from workflow.drafting.playbook import Playbook
from workflow.drafting.port import Assignment
from workflow.drafting.timeline import plan
from workflow.entry import CHECKED
from workflow.library import Figures, Item, PriorCampaign
from workflow.money import minor_unit
from workflow.values import Value
from workflow.worktime import add_working_days

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MONTHS = "January February March April May June July August September October November December".split()
WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred thousand million".split()
)
VALUES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 30, 50, 100, 1000, 10**6)
SPELLED = dict(zip(WORDS, VALUES, strict=True)) | {"twice": 2, "half": 2, "double": 2, "halves": 2}

Figure = tuple[str, object]
"""A kind of figure and its value: date, month, quarter, money, share, number."""

OWN_WORDS = (
    *("Set from the first two weeks", "Set from the first three days", "first reading after three days"),
    *("in two halves, the old way against the new", "done the old way and the new way"),
)
"""Phrases of the frameworks in which a number word is no figure of a campaign."""

_MONTH = "|".join([*MONTHS, *(name[:3] for name in MONTHS)])
_FIGURE = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})|(?P<isomonth>\d{4}-\d{2})\b|\bQ(?P<quarter>[1-4]) (?P<short>\d{2})\b"
    r"|(?P<sign>[£€$¥₹₩]|\b(?-i:[A-Z]{3}) (?=\d))?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<percent>\s?%)?"
    rf"|\b(?P<word>{'|'.join(SPELLED)})\b",
    re.IGNORECASE,
)


def figures(text: str) -> Iterator[Figure]:
    """Yield every figure of a text: digits with their signs, dates, and numbers that are spelled out."""
    for phrase in OWN_WORDS:
        text = text.replace(phrase, "")
    for match in _FIGURE.finditer(text):
        yield _figure(match)


def _figure(match: re.Match[str]) -> Figure:
    held = match.groupdict()
    if held["day"]:
        month = [name[:3] for name in MONTHS].index(held["month"][:3].capitalize()) + 1
        return ("date", (int(held["year"]) if held["year"] else None, month, int(held["day"])))
    if held["iso"]:
        return ("date", tuple(map(int, held["iso"].split("-"))))
    if held["isomonth"]:
        return ("month", held["isomonth"])
    if held["quarter"]:
        return ("quarter", (int(held["short"]), int(held["quarter"])))
    if held["word"]:
        return ("number", Decimal(SPELLED[held["word"].lower()]))
    value = Decimal(held["digits"].replace(",", "").rstrip("."))
    return ("share" if held["percent"] else "money" if held["sign"] else "number", value)


def rendered(document: bytes) -> Iterator[str]:
    """Yield what people read in a document: each paragraph of body, tables, headers and footers, and charts' words."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)]
        for root in (etree.fromstring(archive.read(name)) for name in names):
            for paragraph in root.iter(f"{W}p"):
                yield "".join(_words(paragraph)).replace("\u00a0", " ")
            for described in chain(root.iter(f"{W}tblDescription"), root.iter(f"{W}tblCaption")):
                yield described.get(f"{W}val", "")


def _words(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        inside_field = any(parent.tag == f"{W}fldSimple" for parent in each.iterancestors())
        yield "" if inside_field else (each.text or "") if each.tag == f"{W}t" else " "


def strays(document: bytes, task: Assignment, draft: Draft) -> set[str]:
    """Return the paragraphs that hold a figure which follows from nothing, each with the figure."""
    known = set(_known(task, draft))
    own = (re.escape(slug(task.campaign.name)), content_hash(draft)[:8], "BRF-1")
    marks = re.compile("|".join([r"\[S\d+\]", r"\bS\d+\b", r"\bLIB-\d+\b", *own]))
    found = set()
    for text in rendered(document):
        plain = marks.sub("", text)
        found |= {f"{value} in: {text}" for kind, value in figures(plain) if (kind, value) not in known}
    return found


def _known(task: Assignment, draft: Draft) -> Iterator[Figure]:
    for text in (*_texts(task.campaign), *_playbook(task.playbook, task.campaign), *task.names.values()):
        yield from figures(text)
    for item in task.evidence.items:
        yield from _item(item, task)
    yield from _moved(task)
    yield from _inputs(task)
    yield from _split(task, draft)
    yield from _dates(task, draft)
    yield from _worked_out(task, draft)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))


def _playbook(playbook: Playbook, campaign: Campaign) -> Iterator[str]:
    for entry in playbook.entries(campaign):
        yield from (entry.role, entry.reading, entry.canvas, entry.lead_note, entry.reference, entry.checked)
        yield from (*entry.kpis, *entry.deliverables, *entry.advice, str(entry.lead_days), str(entry.learning_days))
        least = playbook.minimum(entry.channel, campaign.currency)
        yield f"£{least}" if least is not None else ""


def _inputs(task: Assignment) -> Iterator[Figure]:
    campaign = task.campaign
    yield ("money", campaign.budget)
    for value in (campaign.target, campaign.baseline):
        if value is not None:
            yield ("number", value)
    for stage in task.chain:
        yield from figures(f"{stage.title} {stage.sla[:-1]} {stage.required}")


def _split(task: Assignment, draft: Draft) -> Iterator[Figure]:
    """A split is one only when its parts are the whole; its shares are rounded once, from the amounts."""
    total = task.campaign.budget
    amounts = [plan.budget for plan in draft.channels] + [line.budget for line in draft.other_budget]
    assert sum(amounts) == total
    weights = [entry.weight for entry in task.playbook.entries(task.campaign)]
    yield from (("number", Decimal(weight)) for weight in (*weights, sum(weights)))
    for amount in (*amounts, total):
        yield ("money", amount)
        yield ("share", max(Decimal(1), _rounded(amount / total * 100)))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _dates(task: Assignment, draft: Draft) -> Iterator[Figure]:
    """The days of the plan: given, or counted back from the launch; each phase is told by its first and last day."""
    campaign, planned = task.campaign, plan(task)
    days = {task.today, campaign.start, campaign.end, planned.holds_from, *planned.due.values()}
    days |= {day for phase in planned.phases for day in (phase.start, phase.end)}
    creative = next(phase.start for phase in planned.phases if phase.name == "Creative development")
    days.add(add_working_days(task.calendar, creative, -1))
    flight = (campaign.start + timedelta(days=n) for n in range(campaign.flight_days))
    days |= {day for day in flight if day in task.calendar.holidays}
    for day in days:
        yield ("date", (day.year, day.month, day.day))
    yield from _heads(min(phase.start for phase in draft.phases), max(phase.end for phase in draft.phases))
    yield ("month", CHECKED)


def _heads(first: date, last: date) -> Iterator[Figure]:
    day = first - timedelta(days=first.weekday())
    while day <= last:
        yield ("date", (None, day.month, day.day))
        yield ("quarter", (day.year % 100, (day.month + 2) // 3))
        day += timedelta(days=7)


def _worked_out(task: Assignment, draft: Draft) -> Iterator[Figure]:
    campaign, planned = task.campaign, plan(task)
    base, target, budget = campaign.baseline, campaign.target, campaign.budget
    counts = [len(campaign.channels), len(draft.questions), campaign.flight_days, task.revision, planned.needed]
    counts += [planned.left, planned.needed - planned.left, *planned.late.values()]
    counts += [phase.late_by for phase in planned.phases]
    counts += [*range(1, len(draft.directions) + 1), *range(1, len(draft.audiences) + 1)]
    yield from (("number", Decimal(each)) for each in counts)
    yield from _costs(budget / target, campaign.currency)
    if base:
        above = target - base
        yield ("number", abs(above))
        yield ("share", abs(_rounded(above / base * 100)))
        yield ("number", (target / base).quantize(Decimal("0.1"), ROUND_HALF_UP))
        yield from _costs(budget / above, campaign.currency) if above > 0 else ()


def _costs(value: Decimal, currency: str) -> Iterator[Figure]:
    coin = minor_unit(currency)
    yield ("money", max(coin, value.quantize(coin, ROUND_HALF_UP)))


def _item(item: Item, task: Assignment) -> Iterator[Figure]:
    for text in _texts(item):
        yield from figures(text)
    if isinstance(item, PriorCampaign):
        for day in filter(None, (item.started, item.ended)):
            yield ("date", (day.year, day.month, day.day))
        for told in (item.total, *(part.figures for part in item.parts)):
            yield from _results(told, task.campaign)


def _results(told: Figures, campaign: Campaign) -> Iterator[Figure]:
    """Sums of rows, the cost of a result, and how far the cost that the budget implies lies from it."""
    if told.results:
        yield ("number", told.results.value)
    if told.spend:
        yield ("money", told.spend.amount)
    if told.results and told.spend:
        each = told.spend.amount / told.results.value
        yield from _costs(each, told.spend.currency)
        yield ("share", abs(_rounded((campaign.budget / campaign.target / each - 1) * 100)))


def _moved(task: Assignment) -> Iterator[Figure]:
    """How far evidence moved a weight, from its channel's share of the results and of the spend."""
    for lift in lifts(task.campaign, task.evidence).values():
        yield from (("number", value) for value in (lift.factor, LEAST_LIFT, MOST_LIFT))
        yield from (("share", _rounded(value * 100)) for value in (lift.results, lift.spend))
