"""Which drafts differ from the long one in a single field, for every field that a document can change?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tests.bot.word.drafts import long_draft, phase, said
from workflow.channels import Channel
from workflow.draft import (
    Basis,
    BudgetLine,
    ChannelPlan,
    Claim,
    Draft,
    Kpi,
    Learning,
    Objective,
    Question,
    Risk,
    Section,
    Source,
)

LONG = long_draft()


def record(listed: str, position: int, **changes: Any) -> Draft:
    items = list(getattr(LONG, listed))
    items[position] = items[position].model_copy(update=changes)
    return LONG.model_copy(update={listed: tuple(items)})


def proposition(**changes: Any) -> Draft:
    return LONG.model_copy(update={"proposition": LONG.proposition.model_copy(update=changes)})


def whole(**changes: Any) -> Draft:
    return LONG.model_copy(update=changes)


def opinion(text: str, *sources: str) -> Claim:
    return said(text, *sources, basis=Basis.JUDGEMENT)


def single_edits() -> list[Draft]:
    """Return one draft for each edit."""
    parts = (_of_the_case, _of_audiences, _of_the_proposition, _of_channels, _of_the_story, _of_the_plan, _of_the_end)
    return [draft for part in parts for draft in part()]


def _of_the_case() -> Iterator[Draft]:
    yield whole(title="Ridgeline 2: spring")
    yield whole(start=date(2027, 3, 8), end=date(2027, 5, 23))
    yield whole(market=None)
    yield whole(market="Ireland")
    yield whole(total_budget=Decimal(190_000), other_budget=(budget_line("Contingency", 20_000),))
    yield whole(summary=(*LONG.summary[:1], opinion("The plan puts half of spend first.", "S2"), *LONG.summary[2:]))
    yield whole(summary=LONG.summary[1:])
    yield whole(summary=(*LONG.summary, opinion("It ends in May.")))
    yield whole(summary=(opinion("All of it is new."),))
    for name in ("statement", "metric", "baseline", "target"):
        yield record("objectives", 1, **{name: "something else"})
        yield record("objectives", 0, **{name: "something else"})
    yield record("objectives", 0, by=date(2027, 5, 30))
    yield whole(objectives=LONG.objectives[:1])
    yield whole(objectives=(*LONG.objectives, _objective()))


def _of_audiences() -> Iterator[Draft]:
    yield record("audiences", 0, name="Weekend walkers")
    yield record("audiences", 0, description=said("People who walk."))
    for name in ("need", "barrier", "think", "feel", "do"):
        yield record("audiences", 0, **{name: said("Something entirely new.", "S2")})
        yield record("audiences", 0, **{name: None})
    yield record("audiences", 1, feel=opinion("Light on their feet."))
    yield record("audiences", 0, facts=(*LONG.audiences[0].facts, opinion("They read maps.")))
    yield record("audiences", 0, facts=())
    yield whole(audiences=LONG.audiences[1:])


def _of_the_proposition() -> Iterator[Draft]:
    yield proposition(statement=None)
    yield proposition(statement=said("Dry feet in the pub.", "S5", "S6"))
    yield proposition(reasons=LONG.proposition.reasons[::-1])
    yield proposition(tone=(*LONG.proposition.tone, opinion("Kind.")))
    yield proposition(call_to_action=None)
    yield proposition(call_to_action=said("Try a pair on."))
    yield proposition(mandatories=LONG.proposition.mandatories[:1])


def _of_channels() -> Iterator[Draft]:
    yield record("channels", 1, budget=Decimal("23500.50"))
    yield record("channels", 0, role="Reach them")
    yield record("channels", 0, kpi="Cost per visit")
    yield record("channels", 3, reason=opinion("Nobody looks at a phone on a platform.", "S2"))
    yield record("channels", 2, recommendations=LONG.channels[2].recommendations[1:])
    yield record("channels", 2, deliverables=(*LONG.channels[2].deliverables, opinion("A poster.")))
    yield record("channels", 4, lead_time=opinion("Two weeks.", "S3"))
    yield whole(channels=LONG.channels[:-1])
    yield whole(channels=(LONG.channels[1], LONG.channels[0], *LONG.channels[2:]))
    yield whole(channels=(*LONG.channels, _new_channel()))
    yield whole(other_budget=())
    yield whole(other_budget=(*LONG.other_budget, budget_line("Research", 4000)))
    yield record("other_budget", 0, role="Held by finance")


def _of_the_story() -> Iterator[Draft]:
    yield record("learnings", 0, happened=said("It sold out.", "S2"))
    yield record("learnings", 1, therefore=opinion("Write less."))
    yield whole(learnings=LONG.learnings[::-1])
    yield whole(
        learnings=(*LONG.learnings, Learning(campaign="Boots, 2024", happened=opinion("A"), therefore=opinion("B")))
    )
    yield whole(learnings=(), no_learnings="Nothing like it was ever done.")
    for name in ("name", "idea", "first_execution", "watch_for"):
        yield record("directions", 2, **{name: "Something new"})
    yield record("directions", 0, line=None)
    yield record("directions", 2, line="One pair, one day.")
    yield record("directions", 1, reason=said("It made people laugh.", "S2"))
    yield whole(directions=LONG.directions[1:])


def _of_the_plan() -> Iterator[Draft]:
    yield record("phases", 2, name="Making", start=date(2027, 1, 26), end=date(2027, 2, 20), owner="Us")
    yield record("phases", 6, deliverable="A report")
    yield whole(phases=(*LONG.phases[:4], *LONG.phases[5:]))
    yield whole(phases=(*LONG.phases, phase("Party", date(2027, 6, 1), date(2027, 6, 2), "All")))
    for name in ("name", "target", "reading", "cadence"):
        yield record("kpis", 1, **{name: "Something new"})
    yield whole(kpis=(*LONG.kpis, Kpi(name="Visits", target="9", reading="Analytics", cadence="Daily")))
    yield whole(tracking=LONG.tracking[1:])


def _of_the_end() -> Iterator[Draft]:
    yield record("risks", 0, risk=said("Stock is late.", "S6"), response="Wait.")
    yield whole(risks=(*LONG.risks, Risk(risk=opinion("Rain."), response="Rejoice.")))
    yield record("questions", 1, section=Section.TIMELINE, owner="Finance")
    yield whole(questions=(*LONG.questions, Question(text="Who pays?", section=Section.CHANNELS, owner="Rosa")))
    yield whole(risks=(), questions=LONG.questions[:1])
    yield record("sources", 2, title="Winter Care, second edition", locator="shelf/3")
    yield whole(sources=(*LONG.sources, Source(id="S7", title="A new survey", locator="library/7")))
    yield record("notes", 0, claim=said("Nothing goes live on Easter Monday.", "S6"))
    yield whole(notes=LONG.notes[1:])


def budget_line(name: str, amount: int) -> BudgetLine:
    return BudgetLine(name=name, role="Held by the author", budget=Decimal(amount))


def _objective() -> Objective:
    return Objective(statement="Be known", metric="Recall", baseline="4%", target="9%", by=date(2027, 6, 30))


def _new_channel() -> ChannelPlan:
    claims = {name: opinion(f"{name} of it.") for name in ("reason", "lead_time")}
    lists = {name: (opinion(f"One of the {name}."),) for name in ("recommendations", "deliverables")}
    return LONG.channels[0].model_copy(
        update={
            "channel": Channel.AUDIO,
            "role": "Be heard",
            "kpi": "Listens",
            "budget": Decimal(500),
            **claims,
            **lists,
        }
    )
