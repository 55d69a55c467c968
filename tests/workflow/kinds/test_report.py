"""Does a report tell what its figures come to, and nothing that they do not?"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow import story as s
from tests.workflow.kinds.reports import ANSWERS, nobody, said, told, written
from workflow.brief import Brief
from workflow.channels import Channel
from workflow.conditions import Facts
from workflow.draft import Basis
from workflow.events import OutcomeTold
from workflow.inputs import Inputs
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.report import Reached, reached
from workflow.told import Outcome
from workflow.values import InvalidInput

COMPLETED = s.completed().brief


def find(brief_id: str) -> Brief | None:
    return COMPLETED if brief_id == "BRF-1" else None


def faults(**changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        told(**changes)
    return refused.value.errors


def test_every_ratio_is_worked_out_from_what_was_told() -> None:
    paper = written()
    assert paper.lead == "First purchases: 8,130 of 9,200, 88% of the target."
    assert said(paper, "result")[1:] == [paper.lead, "1,070 short of the target."]
    assert said(paper, "cost") == [
        "£41,250 of the budget of £46,000 was spent, 90% of it.",
        "On average one result cost £5.07; the plan came to £5.",
    ]
    assert said(paper, "channels") == ["Email cost least for each result, £2.50; Paid search most, £4.39."]
    assert {fact.label: fact.text for fact in paper.facts}["Cost per result"] == "£5.07"
    assert {claim.basis for part in paper.parts for claim in part.claims if part.section == "cost"} == {
        Basis.CALCULATED
    }


def test_the_table_shows_each_channel_what_no_channel_accounts_for_and_all() -> None:
    table = next(part.table for part in written().parts if part.section == "channels")
    assert table is not None
    assert table.rows == (
        ("Paid search", "£18,000", "44%", "4,100", "£4.39"),
        ("Email", "£2,250", "5%", "900", "£2.50"),
        ("Not told by channel", "£21,000", "51%", "3,130", "–"),
    )
    assert table.total == ("All", "£41,250", "100%", "8,130", "£5.07")


def test_what_nobody_knows_is_said_to_be_insufficient_data() -> None:
    paper = written(spent=None, results=None, by_channel=None, did_not=None)
    assert paper.lead.startswith("Insufficient data: how many first purchases")
    assert said(paper, "cost") == ["Insufficient data: what was spent was not told; the budget was £46,000."]
    assert said(paper, "channels") == ["Insufficient data: no figures by channel were told."]
    assert said(paper, "did_not") == []
    assert [part.section for part in paper.parts] == ["result", "cost", "channels", "worked", "next"]
    assert [fact.text for fact in paper.facts if fact.text.startswith("Insufficient")] == [
        "Insufficient data",
        "Insufficient data; the budget was £46,000",
        "Insufficient data",
    ]


def test_a_channel_of_which_one_figure_is_unknown_is_told_as_far_as_it_is_known() -> None:
    paper = written(by_channel="Paid search: 18000 / ?\nEmail: - / 900")
    table = next(part.table for part in paper.parts if part.section == "channels")
    assert table is not None
    assert table.rows == (
        ("Paid search", "£18,000", "44%", "not told", "–"),
        ("Email", "not told", "–", "900", "–"),
    )
    assert said(paper, "channels") == []


def test_a_planned_channel_without_figures_is_named() -> None:
    assert said(written(by_channel="Email: 100 / 10"), "channels") == [
        "Insufficient data on Paid search: planned, and no figures were told."
    ]


def test_channels_that_cost_the_same_are_not_ranked() -> None:
    assert said(written(by_channel="Email: 100 / 10\nPaid search: 200 / 20"), "channels") == []


def test_a_total_that_was_not_told_is_the_sum_where_every_channel_is_known() -> None:
    paper = written(spent=None, results=None)
    table = next(part.table for part in paper.parts if part.section == "channels")
    assert table is not None
    assert table.total == ("All", "£20,250", "100%", "5,000", "£4.05")
    assert said(paper, "cost") == ["Insufficient data: what was spent was not told; the budget was £46,000."]


@pytest.mark.parametrize(
    ("metric", "lead"),
    [
        ("conversion rate", "Conversion rate: 8,130 of 9,200."),
        ("cost per lead", "Cost per lead: 8,130 of 9,200."),
        ("revenue", "Revenue: 8,130 of 9,200, 88% of the target."),
    ],
)
def test_what_does_not_add_up_is_neither_summed_nor_divided(metric: str, lead: str) -> None:
    paper = written(metric=metric)
    assert paper.lead == lead
    assert len(said(paper, "cost")) == 1
    table = next(part.table for part in paper.parts if part.section == "channels")
    assert table is not None
    assert table.total[3:] == ("not told", "–")


def test_nothing_reached_costs_nothing_each() -> None:
    assert said(written(results="0", by_channel=None), "cost")[1:] == ["Insufficient data for a cost per result."]


@pytest.mark.parametrize(("results", "words"), [("9200", "Exactly the target."), ("9300", "100 more than the target.")])
def test_the_distance_to_the_target_is_told(results: str, words: str) -> None:
    assert said(written(results=results), "result")[2] == words


def test_a_budget_of_nothing_has_no_share() -> None:
    assert said(written(budget="0", spent="0", by_channel=None), "cost")[0] == "£0 of the budget of £0 was spent."


def test_the_plan_is_taken_from_the_campaigns_brief_and_cited() -> None:
    left_open = dict.fromkeys(("name", "goal", "metric", "target", "channels", "budget", "currency", "start", "end"))
    inputs = told(find, **left_open, brief=" brf-1 ")
    assert (inputs.brief, inputs.name, inputs.target) == ("BRF-1", s.CAMPAIGN.name, s.CAMPAIGN.target)
    paper = written(find=find, **left_open, brief="BRF-1")
    assert [source.title for source in paper.sources] == ["What Tom Reyes answered", "The campaign’s brief, BRF-1"]
    assert paper.parts[0].claims[1].sources == ("S1", "S2")


def test_what_the_author_writes_stands_before_what_the_brief_says() -> None:
    assert told(find, brief="BRF-1", target="100").target == 100


def test_an_outcome_that_was_told_already_is_taken_over() -> None:
    outcome = Outcome(spend=Decimal(40000), results=Decimal(5000), happened="It rained.", next_time="Tents.")
    brief = replace(COMPLETED, outcome=OutcomeTold(at=s.START, by="U0ROSA", outcome=outcome))
    inputs = REPORT.parse({"brief": "BRF-1"}, lambda _: brief)
    assert inputs.answers() | {"spent": "40000", "results": "5000", "worked": "It rained."} == inputs.answers()
    bare = replace(COMPLETED, outcome=OutcomeTold(at=s.START, by="U0ROSA", outcome=Outcome(next_time="Tents.")))
    assert "spent" not in REPORT.filled({"brief": "BRF-1"}, lambda _: bare)
    never = replace(COMPLETED, outcome=OutcomeTold(at=s.START, by="U0ROSA", outcome=None))
    assert "spent" not in REPORT.filled({"brief": "BRF-1"}, lambda _: never)


@pytest.mark.parametrize("which", [nobody, lambda _: replace(COMPLETED, workflow="report")])
def test_a_brief_that_is_none_is_refused_at_its_field(which: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        REPORT.parse(ANSWERS | {"brief": "RPT-9"}, which)
    assert refused.value.errors == {"brief": "There is no campaign brief “RPT-9”; ids look like BRF-12."}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"target": "0"}, "target", "more than zero"),
        ({"end": "2027-03-01"}, "end", "after the start"),
        ({"spent": "-1", "by_channel": None}, "spent", "from 0 to £1,000,000,000"),
        ({"spent": "1.005", "by_channel": None}, "spent", "smallest amount in GBP is 0.01"),
        ({"budget": "99999999999"}, "budget", "from 0 to"),
        ({"results": "-1", "by_channel": None}, "results", "from 0 to a trillion"),
        ({"by_channel": "Email: 1 / 2\nemail: 1 / 2"}, "by_channel", "Email has two lines"),
        ({"by_channel": "Email: -5 / 2"}, "by_channel", "cannot be below zero"),
        ({"by_channel": "Email: 41251 / 2"}, "by_channel", "more than the £41,250 spent in all"),
        ({"by_channel": "Email: 1 / 8131"}, "by_channel", "come to 8,131, more than the 8,130 in all"),
        ({"by_channel": "Email 5"}, "by_channel", "cannot read “Email 5”"),
        ({"by_channel": "Email: many / 2"}, "by_channel", "plain digits"),
        ({"by_channel": "Sky writing: 1 / 2"}, "by_channel", "Sky writing"),
        ({"worked": None}, "worked", "Please fill this in"),
        ({"surprise": "x"}, "surprise", "not permitted"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes: dict[str, Any], field: str, words: str) -> None:
    assert words in faults(**changes)[field]


def test_a_line_about_a_channel_is_read_with_signs_and_groups() -> None:
    assert reached("• Paid search: €1,200.50 / 3,400.") == (
        Reached(channel=Channel.PAID_SEARCH, spent=Decimal("1200.50"), results=Decimal(3400)),
    )


def test_conditions_ask_a_report_about_what_was_spent() -> None:
    channels = (Channel.PAID_SEARCH, Channel.EMAIL)
    assert REPORT.facts(told()) == Facts(budget=Decimal(41250), currency="GBP", channels=channels)
    spent_unknown = REPORT.facts(told(spent=None))
    assert spent_unknown is not None
    assert spent_unknown.budget == 46000


def test_the_log_gives_the_typed_inputs_back() -> None:
    brief = replace(COMPLETED, workflow="report", inputs=Inputs.model_validate(told().answers()))
    assert REPORT.of(brief) == told()


@given(
    spent=st.none() | st.integers(0, 10**6),
    results=st.none() | st.integers(0, 10**6),
    channels=st.lists(st.tuples(st.none() | st.integers(0, 9999), st.none() | st.integers(0, 9999)), max_size=3),
)
def test_no_figure_stands_in_a_report_that_does_not_follow_from_those_told(
    spent: int | None, results: int | None, channels: list[tuple[int | None, int | None]]
) -> None:
    lines = [
        f"{name}: {'?' if cost is None else cost} / {'?' if count is None else count}"
        for name, (cost, count) in zip(("Email", "Paid search", "TV"), channels, strict=False)
    ]
    known_spent = sum(cost or 0 for cost, _ in channels)
    known_results = sum(count or 0 for _, count in channels)
    spent = None if spent is None else spent + known_spent
    results = None if results is None else results + known_results
    changes: dict[str, Any] = {"spent": spent, "results": results, "by_channel": "\n".join(lines) or None}
    told_as: dict[str, Any] = {field: None if held is None else str(held) for field, held in changes.items()}
    paper = written(**told_as)
    found = {
        Decimal(figure.replace(",", ""))
        for claim in (claim for part in paper.parts for claim in part.claims if claim.basis is Basis.CALCULATED)
        for figure in re.findall(r"£([\d,]+(?:\.\d+)?)", claim.text)
    }
    whole = {Decimal(46000), Decimal(5)} | ({Decimal(spent)} if spent is not None else set())
    pairs = [*channels, (spent, results)]
    each = {(Decimal(a) / b).quantize(Decimal("0.01")) for a, b in pairs if a is not None and b}
    smallest = {Decimal("0.01")} if any(a is not None and b and a / b < 0.01 for a, b in pairs) else set()
    assert all(any(abs(one - known) <= Decimal("0.01") for known in whole | each | smallest) for one in found)
