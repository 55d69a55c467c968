"""Is there any figure in a document that is not in the inputs, the library or the playbook, and follows from none?"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.word.render import render
from tests.bot.word.drafts import stamp_of
from tests.bot.word.figures import rendered, strays
from tests.workflow.drafting.material import AUTUMN, FILES, TODAY, WALKERS, assigned, assignment, campaign
from tests.workflow.drafting.test_real_briefs import FORMS, PUBLISHED, inputs
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Draft
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment
from workflow.library import ChannelResult, Count, Evidence, Figures, Money, Origin, PriorCampaign
from workflow.money import CURRENCIES


def strays_of(task: Assignment, draft: Draft | None = None) -> set[str]:
    told = draft or EmbeddedDrafter().draft(task)
    return strays(render(told, stamp_of(told, revision=task.revision)), task, told)


def before(wanted: Campaign) -> Evidence:
    """Return a campaign that was run in the same channels and counted the same, beside a study."""
    spent = [Money(amount=Decimal(7000 + 310 * n), currency=wanted.currency) for n in range(len(wanted.channels))]
    parts = tuple(
        ChannelResult(
            channel=channel,
            figures=Figures(spend=spent[n], results=Count(value=Decimal(41 + 17 * n), of=wanted.metric)),
        )
        for n, channel in enumerate(wanted.channels)
    )
    prior = PriorCampaign(
        id="LIB-1",
        name="Last Year",
        origin=Origin(file="last.csv", place="rows 2-7"),
        parts=parts,
        started=date(2025, 2, 3),
        ended=date(2025, 3, 9),
        happened=("Calls doubled in 3 weeks.",),
    )
    return Evidence((prior,), (WALKERS,), 1)


@pytest.mark.parametrize("file", FILES)
def test_every_figure_of_a_document_follows_from_what_was_given(file: str) -> None:
    task = assignment(file)
    assert strays_of(task) == set()
    assert strays_of(replace(task, evidence=Evidence((AUTUMN,), (WALKERS,), 1))) == set()


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published example briefs are not beside the project")
@pytest.mark.parametrize("name", FORMS)
def test_every_figure_of_a_real_brief_follows_from_what_was_given(name: str) -> None:
    task = assigned(inputs(name))
    assert strays_of(task) == set()
    assert strays_of(replace(task, evidence=before(task.campaign))) == set()


TASK = replace(assignment(), evidence=Evidence((AUTUMN,), (WALKERS,), 1))
GOOD = EmbeddedDrafter().draft(TASK)


@pytest.mark.parametrize(
    ("field", "changed", "foreign"),
    [
        ("summary", {"text": "It reached 61,273 people."}, "61273"),
        ("summary", {"text": "It costs £61,273 in all."}, "61273"),
        ("kpis", {"target": "77%"}, "77"),
        ("directions", {"idea": "Run it for fifty weeks."}, "50"),
        ("phases", {"deliverable": "Ready on 9 September 2031"}, "(2031, 9, 9)"),
        ("objectives", {"target": "9,201"}, "9201"),
        ("questions", {"text": "Are 9,200% of them new?"}, "9200"),
        ("sources", {"locator": "report/2019-05"}, "2019-05"),
    ],
)
def test_a_planted_figure_is_found(field: str, changed: dict[str, str], foreign: str) -> None:
    one, *others = getattr(GOOD, field)
    planted = GOOD.model_copy(update={field: (one.model_copy(update=changed), *others)})
    assert {stray.partition(" in: ")[0] for stray in strays_of(TASK, planted)} == {foreign}


@given(
    budget=st.integers(1, 10**9),
    target=st.integers(1, 10**7),
    baseline=st.none() | st.integers(1, 10**7),
    ahead=st.integers(1, 400),
    days=st.integers(2, 200),
    channels=st.sets(st.sampled_from(list(Channel)), min_size=1, max_size=6),
    currency=st.sampled_from(sorted(CURRENCIES)),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_typed_every_figure_follows_from_it(  # noqa: PLR0917  # the fields of the form
    budget: int, target: int, baseline: int | None, ahead: int, days: int, channels: set[Channel], currency: str
) -> None:
    start = TODAY + timedelta(days=ahead)
    wanted = campaign(
        budget=str(budget),
        target=str(target),
        baseline=None if baseline is None else str(baseline),
        channels=sorted(channels),
        currency=currency,
        start=start.isoformat(),
        end=(start + timedelta(days=days)).isoformat(),
    )
    assert strays_of(replace(assigned(wanted), evidence=before(wanted))) == set()


@pytest.mark.parametrize(("channels", "is_rounded"), [(["display", "youtube"], True), (["display"], False)])
def test_shares_that_do_not_come_to_a_hundred_are_said_to_be_rounded(channels: list[str], *, is_rounded: bool) -> None:
    told = EmbeddedDrafter().draft(assignment(channels=channels, budget="20000"))
    shares = [line for line in rendered(render(told, stamp_of(told))) if line.startswith("Share of budget, left")]
    assert [line.endswith(" Shares are rounded.") for line in shares] == [is_rounded]
