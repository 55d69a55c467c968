"""How is a trial of the agent reported to those who decide, as a Word document?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.word.base import blank_document
from bot.word.blocks import gap, paragraph, run
from bot.word.palette import ACCENT, PANEL
from bot.word.render import packed
from bot.word.tables import Column, Runs, box, fact_grid, ruled_table
from bot.word.xml import Element
from workflow.drafting.words import count, day
from workflow.shadow import telling as told
from workflow.shadow.apart import ModelFigures
from workflow.shadow.facts import Judged
from workflow.shadow.figures import Tally, TrialFigures, outcome
from workflow.shadow.floor import FLOOR
from workflow.shadow.questions import Question, Side, preferred
from workflow.shadow.sheet import COMPARED
from workflow.shadow.trial import Pair
from workflow.surviving import Survival, together

_ACROSS = 3
_FULL_BLOCK = "\u2588"
_WHO = {Side.AGENT: "Agent", Side.PERSON: "People", None: "Tie"}
_LIMITS = (
    "It says what these reviewers prefer in these pairs, not what a campaign will bring: results come later, or never.",
    "Whoever looks at the figures often and decides once they suit passes more by luck than the interval says.",
    "A style of writing cannot be hidden. Whether reviewers knew is seen from their guesses.",
    "Minutes of people are what they remember. The agent's run from the inputs to its draft and hold no review.",
    "The quality floor reads words: it finds that a thing is said, not that it is right.",
    "Two texts about one campaign share words by chance, so that surviving words are never none.",
    "Trials show nothing of what changes once people work with drafts every day.",
)


def trial_document(figures: TrialFigures, now: datetime, apart: ModelFigures | None = None) -> bytes:
    """Return the report of a trial as a .docx, as of `now`; what its model judge says stands `apart`, at the end."""
    document = blank_document()
    counted = [*_top(figures, now), *_result(figures), *_quality(figures), *_pairs(figures), *_closing()]
    for made in [*counted, *(_apart(apart) if apart else ())]:
        document.element.body.insert_element_before(made, "w:sectPr")
    edges = document.sections[0]
    for edge in (edges.header, edges.footer, edges.first_page_footer):
        edge._element.append(paragraph("Footer", [run(_name(figures))]))  # noqa: SLF001 - python-docx gives no public way to the element
    document.core_properties.title = _name(figures)
    return packed(document)


def _name(figures: TrialFigures) -> str:
    return f"{figures.trial.started.team}: trial {figures.trial.number} of the agent"


def _top(figures: TrialFigures, now: datetime) -> list[Element]:
    begun = figures.trial.started
    facts = {
        "Period": f"{day(begun.first_day)} to {day(begun.last_day)}",
        "Pairs": f"{figures.pairs} counted, {figures.waiting} waiting",
        "The bar": f"{begun.bar}%, fixed before the first pair",
        "Reviewers": str(len(begun.reviewers)),
        "As of": day(figures.trial.today(now)),
        "Decided": _decided(figures),
    }
    title = [
        paragraph("BriefKicker", [run("TRIAL OF THE AGENT, JUDGED BLIND")]),
        paragraph("Title", [run(_name(figures))]),
    ]
    return [
        box(title, ACCENT),
        gap(),
        fact_grid([(name, [run(text)]) for name, text in facts.items()], _ACROSS),
        gap(),
        box([paragraph("BriefCallout", [run(told.verdict_line(figures))])], PANEL),
        *_reasons(figures),
    ]


def _reasons(figures: TrialFigures) -> list[Element]:
    """Return why the trial was ended and why somebody decided to go live, in their words."""
    live, ended = figures.trial.live, figures.trial.ended
    given = {
        "Why it was ended: ": ended.reason if ended else "",
        "Why the team went live: ": live.reason if live else "",
    }
    return [gap(), *(paragraph("Normal", [run(why, bold=True), run(text)]) for why, text in given.items() if text)]


def _decided(figures: TrialFigures) -> str:
    live, ended = figures.trial.live, figures.trial.ended
    if live is not None:
        return f"Live since {day(figures.trial.today(live.at))}, on {count(live.pairs, 'pair')}"
    return f"Ended {day(figures.trial.today(ended.at))}" if ended is not None else "Running"


def _heading(text: str) -> Element:
    return paragraph("Heading1", [run(text)], keep=True)


def _rows(rows: Iterable[Sequence[str]]) -> list[list[Runs]]:
    return [[[run(text)] for text in row] for row in rows]


def _two(title: str, facts: Mapping[str, str]) -> Element:
    return ruled_table((Column(title, 34), Column("Figure", 66)), _rows(facts.items()))


def _result(figures: TrialFigures) -> list[Element]:
    facts = {
        "The agent, of all pairs": told.outcome_line(figures.outcomes),
        "Preference (ties as half)": told.interval(figures.preference),
        "Wins of decided pairs": told.interval(figures.decided),
        "The two reviewers agree": told.agreement_line(figures.agreement),
        "Place on the screen": told.position_line(figures.position),
        "Guessing which is the agent's": told.guess_line(figures.guessed),
        "Not drafted, counted as lost": str(figures.failed),
        "Minutes, median, people": told.minutes_line(figures.minutes[Side.PERSON]),
        "Minutes, median, agent": told.minutes_line(figures.minutes[Side.AGENT]),
    }
    return [
        _heading("What was preferred"),
        _two("What", facts),
        _heading("Question by question (single answers)"),
        _tallies(figures.by_question),
    ]


def _tallies(by_question: Mapping[Question, Tally]) -> Element:
    columns = (
        Column("Better on", 40),
        *(Column(name, 20, right=True) for name in ("Agent", "No difference", "People")),
    )
    tallies = ((one.asked, by_question[one]) for one in Question)
    return ruled_table(
        columns, _rows((asked, str(one.agent), str(one.neither), str(one.person)) for asked, one in tallies)
    )


def _quality(figures: TrialFigures) -> list[Element]:
    n = figures.compared
    columns = (Column("", 60), Column("Agent", 20, right=True), Column("People", 20, right=True))
    checks = [(one.asked, *(_of(figures.floor[side].by_check.get(one.name, 0), n) for side in Side)) for one in FLOOR]
    spread = [
        (f"{k} of {len(FLOOR)} passed", *(_bar(figures.floor[side].passed, k) for side in Side)) for k in _met(figures)
    ]
    filled = [(one.label, *(_of(figures.coverage[side][one], n) for side in Side)) for one in COMPARED]
    return [
        _heading("Quality floor: how many briefs pass how many checks"),
        ruled_table((Column("Checks", 30), Column("Agent", 35), Column("People", 35)), _rows(spread)),
        _heading("Quality floor, check by check (briefs that pass)"),
        ruled_table(columns, _rows(checks)),
        _heading("Sections that say something (briefs)"),
        ruled_table(columns, _rows(filled)),
        _heading("The agent's words that stand in people's briefs too"),
        *_survival(figures.survival),
    ]


def _of(number: int, whole: int) -> str:
    return f"{number} of {whole}"


def _met(figures: TrialFigures) -> list[int]:
    """Return every number of passed checks between the least and the most that some brief passed."""
    found = [passed for side in Side for passed in figures.floor[side].passed]
    return list(range(max(found), min(found) - 1, -1)) if found else []


def _bar(passed: Sequence[int], number: int) -> str:
    """Return how many briefs passed exactly `number` checks, drawn as blocks and told as a figure."""
    found = passed.count(number)
    return f"{_FULL_BLOCK * found} {found}" if found else "0"


def _survival(found: Sequence[Survival]) -> list[Element]:
    columns = (Column("Section", 50), *(Column(name, 25, right=True) for name in ("Agent's words", "Also in people's")))
    rows = [_survived(one.section.label if one.section else "", one) for one in found]
    return [ruled_table(columns, _rows(rows), _rows([_survived("Together", together(found))])[0])]


def _survived(name: str, one: Survival) -> tuple[str, str, str]:
    return name, f"{one.drafted:,}", "none" if one.share is None else told.percent(one.share)


def _pairs(figures: TrialFigures) -> list[Element]:
    columns = (
        Column("Pair", 14),
        Column("Campaign", 46),
        Column("Preferred", 20),
        Column("Minutes, people", 20, right=True),
    )
    rows = [(pair.id, pair.campaign.name, _outcome(pair), f"{pair.minutes:,}") for pair in figures.trial.pairs]
    return [_heading("The pairs"), ruled_table(columns, _rows(rows)), *_given(figures.trial.pairs)]


def _given(pairs: Iterable[Pair]) -> list[Element]:
    """Return why reviewers preferred what they preferred, in their words and without their names."""
    columns = (Column("Pair", 12), Column("Preferred", 15), Column("A was", 12), Column("What decided it", 61))
    rows = [_reason(pair, one) for pair in pairs for one in pair.judgements if one.reason]
    return [_heading("In the reviewers' words"), ruled_table(columns, _rows(rows))] if rows else []


def _reason(pair: Pair, judged: Judged) -> tuple[str, str, str, str]:
    first = pair.first_for(judged.by)
    side = preferred(judged.overall, first)
    return pair.id, _WHO[side] if side else "Neither", _WHO[first], judged.reason


def _outcome(pair: Pair) -> str:
    if pair.failure is not None:
        return "Not drafted"
    return _WHO[outcome(pair)] if len(pair.judgements) == len(pair.reviewers) else "Waiting"


def _closing() -> list[Element]:
    return [
        _heading("What this cannot say"),
        *(paragraph("BriefBullet", [run(limit)]) for limit in _LIMITS),
    ]


def _apart(found: ModelFigures) -> list[Element]:
    """Return what the model judge says, after everything that counts, and that it does not."""
    failures = [f"{pair} was not judged: {why}" for pair, why in found.failures.items()]
    return [
        _heading(f"Apart, not counted: the language model {found.model}"),
        paragraph("Normal", [run(told.NOT_COUNTED)]),
        _two("What it says", told.model_lines(found)),
        _heading("Question by question (pairs, in both orders alike)"),
        _tallies(found.by_question),
        *(paragraph("BriefBullet", [run(line)]) for line in failures),
    ]
