from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workflow.drafting.material import AUTUMN, CALENDAR, TODAY, WALKERS, assignment, campaign, drafted, part
from workflow.channels import Channel
from workflow.checks.figures import amounts
from workflow.checks.rules import LONGEST_SENTENCE, MOST_FOUND, Finding, Material
from workflow.checks.run import ALL_RULES, findings
from workflow.draft import Basis, BudgetLine, Claim, Learning, Source
from workflow.drafting.sources import judged
from workflow.library import Evidence

GOOD = Material(campaign(), drafted(), CALENDAR, TODAY)


def found(material: Material) -> dict[str, Finding]:
    m = material
    listed = findings(m.campaign, m.draft, m.calendar, m.today, playbook=m.playbook, evidence=m.evidence)
    return {each.check: each for each in listed}


def drafting(**changed: object) -> Material:
    return replace(GOOD, draft=GOOD.draft.model_copy(update=changed))


def asking(**changed: object) -> Material:
    wanted = campaign(**changed)
    return Material(wanted, drafted(**changed), CALENDAR, TODAY)


def opened(notes: str) -> Material:
    """Return what a form that did not compare its answers once let pass."""
    return replace(GOOD, campaign=GOOD.campaign.model_copy(update={"notes": f"{GOOD.campaign.notes}\n{notes}"}))


def said(text: str) -> Any:
    return GOOD.draft.proposition.model_copy(update={"statement": GOOD.draft.proposition.statement and judged(text)})


def learning(happened: str, basis: Basis = Basis.CALCULATED, lib: str = "LIB-1") -> Material:
    source = Source(id="S90", title="Prior campaign", locator=f"library/{lib}, autumn.csv, rows 2-4")
    taught = Learning(
        campaign="Autumn Switch",
        happened=Claim(text=happened, basis=basis, sources=("S90",)),
        therefore=judged("Start earlier."),
    )
    changed = {"learnings": (taught,), "sources": (*GOOD.draft.sources, source)}
    return replace(GOOD, draft=GOOD.draft.model_copy(update=changed), evidence=Evidence((AUTUMN,), (WALKERS,), 1))


def first(field: str, /, **changed: object) -> tuple[object, ...]:
    one, *others = getattr(GOOD.draft, field)
    return (one.model_copy(update=changed), *others)


OBJECTIVE = GOOD.draft.objectives[0]
DIRECTIONS = GOOD.draft.directions
BAD: dict[str, Material] = {
    "objective-measured": drafting(objectives=(OBJECTIVE.model_copy(update={"target": "many"}),)),
    "objective-in-flight": drafting(objectives=(OBJECTIVE.model_copy(update={"by": date(2027, 6, 1)}),)),
    "baseline-known": asking(baseline=""),
    "objective-present": drafting(objectives=()),
    "one-measure": asking(metric="sign-ups and revenue"),
    "few-objectives": drafting(objectives=(OBJECTIVE,) * 4),
    "audience-not-only-demographic": asking(audience="Women aged 25-44 in the UK"),
    "audience-narrow": asking(audience="Everyone who likes a walk"),
    "audience-insight": asking(audience="Walkers in old boots", notes=""),
    "no-personal-data": asking(audience="Walkers like jo.walker@home.example"),
    "proposition-present": asking(proposition=""),
    "proposition-one-sentence": drafting(proposition=said("One thing. Another thing.")),
    "proposition-short": drafting(proposition=said("word " * 26)),
    "proposition-single": drafting(proposition=said("Warm and dry")),
    "message-length": drafting(proposition=said("Walk on.")),
    "few-reasons": drafting(proposition=GOOD.draft.proposition.model_copy(update={"reasons": (judged("So."),) * 6})),
    "dates-ordered": drafting(end=date(2027, 2, 1)),
    "phases-ordered": drafting(phases=first("phases", end=date(2020, 1, 1))),
    "phases-on-working-days": drafting(phases=first("phases", start=date(2026, 11, 22))),
    "flight-filled": drafting(phases=GOOD.draft.phases[:-2]),
    "budget-sums": drafting(channels=first("channels", budget=Decimal(1))),
    "channels-funded": drafting(channels=first("channels", budget=Decimal(0))),
    "budget-balanced": drafting(channels=first("channels", budget=Decimal(1000))),
    "one-currency": drafting(currency="EUR"),
    "no-foreign-money": asking(notes="The prize is worth $500."),
    "lead-times": replace(GOOD, today=date(2027, 2, 16)),
    "approvers-named": drafting(approvals=()),
    "approvers-independent": drafting(approvals=first("approvals", approvers="Priya Raman")),
    "call-to-action": asking(notes=""),
    "links-tagged": drafting(tracking=()),
    "deliverables-listed": drafting(channels=first("channels", deliverables=())),
    "channels-as-asked": drafting(channels=GOOD.draft.channels[1:]),
    "creator-terms": asking(channels=["influencer"]),
    "money-agrees": drafting(summary=(judged("Hold back £12,000."),)),
    "inputs-agree": opened("The total budget is £90k."),
    "budget-not-contradicted": asking(notes="The total budget is about £90k."),
    "dates-not-contradicted": asking(notes="In Ireland it starts on 15 March 2027."),
    "citations-resolve": drafting(sources=()),
    "claims-sourced": drafting(summary=(GOOD.draft.summary[0].model_copy(update={"sources": ()}),)),
    "sources-cited": drafting(sources=(*GOOD.draft.sources, Source(id="S99", title="A report", locator="x"))),
    "line-fits": drafting(directions=first("directions", first_execution="Paid search: an ad", line="word " * 7)),
    "mandatories-named": asking(mandatories=""),
    "claims-cleared": replace(asking(proposition="The best boot"), draft=drafted()),
    "short-enough": drafting(summary=(judged("word " * 1200),)),
    "plain-words": drafting(summary=(judged("We leverage synergies."),)),
    "no-placeholders": drafting(summary=(judged("Owner: TBD"),)),
    "evaluation-planned": drafting(kpis=first("kpis", cadence="")),
    "outcome-measured": drafting(kpis=first("kpis", name="Impressions")[:1]),
    "targets-numbered": drafting(kpis=first("kpis", target="many")[:1]),
    "directions-tied": drafting(directions=first("directions", first_execution="Cinema: a film")),
    "easy-to-read": drafting(summary=(judged(f"{'Considerable organisational capability ' * 21}."),)),
    "enough-directions": drafting(directions=DIRECTIONS[:2]),
    "directions-differ": drafting(directions=(*DIRECTIONS, DIRECTIONS[0])),
    "sections-filled": drafting(phases=()),
    "quotations-verbatim": learning("“Email carried the day”.", Basis.QUOTED),
    "ratios-follow": learning("It had a conversion rate of 12%."),
    "learnings-kept": learning("It brought 2,040 first purchases.", lib="LIB-9"),
    "library-used": replace(GOOD, evidence=Evidence((AUTUMN,), (), 1)),
    "questions-assigned": drafting(questions=first("questions", owner=" ")),
}


def without_terms() -> Material:
    (plan,) = BAD["creator-terms"].draft.channels
    bare = plan.model_copy(update={"deliverables": (judged("A film"),), "recommendations": ()})
    return replace(BAD["creator-terms"], draft=BAD["creator-terms"].draft.model_copy(update={"channels": (bare,)}))


BAD["creator-terms"] = without_terms()


def test_a_good_brief_has_no_finding() -> None:
    assert found(GOOD) == {}


def test_every_rule_has_a_case_that_it_finds() -> None:
    assert {rule.name for rule in ALL_RULES} == set(BAD)
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


def test_each_of_the_thirty_checks_is_built_and_says_where_it_comes_from() -> None:
    assert {rule.number for rule in ALL_RULES} == set(range(1, 31))
    assert all(rule.source for rule in ALL_RULES)


@pytest.mark.parametrize("name", BAD)
def test_each_rule_finds_its_fault_and_says_so_in_a_sentence(name: str) -> None:
    (rule,) = [rule for rule in ALL_RULES if rule.name == name]
    finding = found(BAD[name])[name]
    assert finding.severity == rule.severity
    assert finding.section is rule.section
    assert finding.sentence[0].isupper() or not finding.sentence[0].isalpha()
    assert finding.sentence[-1] in ".?:”"


@pytest.mark.parametrize(
    ("statement", "fits"),
    [
        ("Walk on.", False),
        ("Dry feet on every path you walk", True),
        ("The shoe for the walk you actually do: wet Saturday, muddy path, pub floor.", True),
        ("Northfold – dry feet on every path you walk this spring", True),
        ("One two three four five six seven eight nine ten eleven twelve thirteen", False),
        ("word " * 26, True),  # too long is another rule's to say
    ],
)
def test_a_message_has_six_to_twelve_words_before_or_after_a_colon(statement: str, *, fits: bool) -> None:
    assert ("message-length" not in found(drafting(proposition=said(statement)))) is fits


def test_a_brief_without_a_proposition_has_no_message_of_a_wrong_length() -> None:
    assert "message-length" not in found(asking(proposition=""))


def test_a_sixth_direction_is_one_too_many() -> None:
    many = tuple(DIRECTIONS[0].model_copy(update={"name": str(n), "idea": f"Idea {n}"}) for n in range(6))
    assert "more than 5" in found(drafting(directions=many))["enough-directions"].sentence


def test_a_line_that_its_channel_takes_is_not_found() -> None:
    fitting = first("directions", first_execution="Paid search: an ad", line="Dry feet")
    assert "line-fits" not in found(drafting(directions=fitting))


def test_a_team_sets_its_own_limit_for_reading() -> None:
    material = BAD["easy-to-read"]
    patient = replace(material, playbook=replace(material.playbook, reading_grade=99))
    assert "the limit is 13" in found(material)["easy-to-read"].sentence
    assert "easy-to-read" not in found(patient)


def test_blocking_findings_come_first() -> None:
    wanted = assignment("minimal")
    late = [each.severity for each in findings(wanted.campaign, drafted("minimal"), CALENDAR, wanted.campaign.end)]
    assert late == sorted(late)
    assert set(late) == {"block", "warn"}


def test_what_an_author_may_leave_open_does_not_block() -> None:
    wanted = assignment("minimal")
    kinds = {each.severity for each in findings(wanted.campaign, drafted("minimal"), CALENDAR, TODAY)}
    assert kinds == {"warn"}


def test_a_start_that_has_passed_blocks() -> None:
    assert "has passed" in found(replace(GOOD, today=date(2027, 3, 2)))["dates-ordered"].sentence


def test_a_channel_marked_as_owned_needs_no_money() -> None:
    (meta, *others) = GOOD.draft.channels
    owned = meta.model_copy(update={"budget": Decimal(0), "role": "Owned: our own page."})
    rest = BudgetLine(name="Rest", role="", budget=meta.budget)
    material = drafting(channels=(owned, *others), other_budget=(*GOOD.draft.other_budget, rest))
    assert "channels-funded" not in found(material)
    assert "budget-sums" not in found(material)


def test_one_channel_may_take_everything() -> None:
    assert "budget-balanced" not in found(asking(channels=["meta"]))


def test_a_dollar_sign_is_not_foreign_to_other_dollars() -> None:
    assert "no-foreign-money" not in found(asking(currency="CAD", notes="The prize is worth $500."))


def test_a_stage_without_approvers_is_named() -> None:
    material = drafting(approvals=(GOOD.draft.approvals[0].model_copy(update={"approvers": "Nobody is named"}),))
    assert found(material)["approvers-named"].sentence == "Nobody is named to decide at Design review."


def test_a_call_to_action_without_an_address_is_found() -> None:
    assert (
        found(asking(notes="CTA: Find your size"))["call-to-action"].sentence
        == "The call to action names no web address."
    )


def test_a_brief_that_neither_learns_nor_says_why_not_is_incomplete() -> None:
    assert "earlier campaign" in found(drafting(no_learnings=None))["sections-filled"].sentence


def test_a_brief_without_links_needs_no_tags() -> None:
    assert "links-tagged" not in found(asking(channels=["tv"]))


def test_money_worked_out_from_the_inputs_or_named_by_the_author_agrees() -> None:
    worked_out = "The budget divided by the target is £19.57, or £58.06 for the rest; the author names £50."
    material = asking(notes="Each pair costs £50.")
    changed = material.draft.model_copy(update={"summary": (judged(worked_out),)})
    assert "money-agrees" not in found(replace(material, draft=changed))


@pytest.mark.parametrize(
    "notes",
    [
        "20% of the budget, £9,000, is for film.",
        "The budget is £180,000 in total.",
        "We launch on 1 March 2027.",
        "Stock lands on 2 March 2027.",
        "Elsewhere it starts on 31 February 2027.",
        "We launch on 2 March 2027 or on 2027-03-09.",
    ],
)
def test_text_that_agrees_with_the_form_or_is_about_something_else_contradicts_nothing(notes: str) -> None:
    assert not {"budget-not-contradicted", "dates-not-contradicted"} & set(found(asking(notes=notes)))


def test_an_end_written_in_digits_is_compared_too() -> None:
    assert "another end" in found(asking(notes="It ends on 2027-05-20."))["dates-not-contradicted"].sentence


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("£1,200.50 and EUR 3m", [("1200.50", "GBP"), ("3000000", "EUR")]),
        ("$2M, sek 40 thousand", [("2000000", "USD"), ("40000", "SEK")]),
        ("the 50 best, MAX 3, 12 pounds", []),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, values: list[tuple[str, str]]) -> None:
    assert [(str(amount.value), amount.currency) for amount in amounts(text)] == values


def test_citations_to_listed_sources_resolve() -> None:
    claim = Claim(text="So it is.", basis=GOOD.draft.summary[0].basis, sources=("S99",))
    listed = (*GOOD.draft.sources, Source(id="S99", title="A report", locator="library/1"))
    assert "citations-resolve" not in found(drafting(summary=(claim,), sources=listed))


def test_what_follows_from_the_library_is_not_found() -> None:
    thin = AUTUMN.model_copy(update={"parts": (part(Channel.META, "20000", "5"), part(None, None, "5"))})
    assert found(replace(learning("It cost £20,000."), evidence=Evidence((thin,)))) == {}
    text = "£46,000 brought 2,040 first purchases, £22.55 each; Email at £6.67. CPA £22.55. “Email carried the launch”."
    assert found(learning(text)) == {}
    assert found(learning("“Email carried the launch.”", Basis.QUOTED)) == {}


def test_money_that_an_earlier_campaign_does_not_give_is_stray() -> None:
    assert "money-agrees" in found(learning("It cost £50,000."))
    assert "money-agrees" not in found(replace(learning("It cost £50,000."), evidence=None))


def test_a_learning_that_cites_nothing_of_the_library_is_found() -> None:
    material = learning("It went well.")
    uncited = material.draft.learnings[0].model_copy(
        update={"happened": Claim(text="It went well.", basis=Basis.CALCULATED, sources=("S1",))}
    )
    changed = replace(material, draft=material.draft.model_copy(update={"learnings": (uncited,)}))
    assert "cites nothing there" in found(changed)["learnings-kept"].sentence


def test_a_quotation_from_research_has_to_stand_there() -> None:
    source = Source(id="S91", title="Research", locator="library/LIB-2, walkers.md, 3 sentences")
    claim = Claim(text="“Most walkers cannot tell waterproof claims apart”.", basis=Basis.QUOTED, sources=("S91",))
    material = drafting(summary=(claim,), sources=(*GOOD.draft.sources, source))
    heard = replace(material, evidence=Evidence((), (WALKERS,), 0))
    assert "quotations-verbatim" not in found(heard)
    turned = claim.model_copy(update={"text": "“Most walkers can tell waterproof claims apart”."})
    draft = material.draft.model_copy(update={"summary": (turned,)})
    assert "quotations-verbatim" in found(replace(heard, draft=draft))


def test_a_document_made_to_be_found_fault_with_does_not_flood_what_keeps_the_findings() -> None:
    sums = " ".join(f"£{pounds} more." for pounds in range(1, 2000))
    listed = [
        one
        for one in findings(GOOD.campaign, drafting(proposition=said(sums)).draft, CALENDAR, TODAY)
        if one.check == "money-agrees"
    ]
    assert len(listed) == MOST_FOUND
    assert {len(one.sentence) for one in listed} == {LONGEST_SENTENCE}
