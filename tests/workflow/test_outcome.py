"""Which outcomes can be told, what do they become, and when is their author asked?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.journeys import by_the_hours
from tests.workflow.story import CAMPAIGN
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.library import Count, Money, Ratio
from workflow.outcome import LATEST, Owed, ask_at, figures_of, owed, parse_outcome, prior_campaign
from workflow.team import CalendarSettings
from workflow.told import Outcome
from workflow.values import InvalidInput
from workflow.worktime import working_time

GOOD = {"spend": "43000", "results": "8600", "next_time": "Start earlier. Brief the shops."}
OFFICE = by_the_hours(CalendarSettings(timezone="Europe/London", working_hours="09:00-17:30"))
COMPLETED = datetime.fromisoformat("2027-01-20T15:00+00:00")
ENDED = datetime.fromisoformat("2027-05-01T00:00+01:00")


def faults(answers: Mapping[str, object], campaign: Campaign = CAMPAIGN) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        parse_outcome(answers, campaign)
    return refused.value.errors


def test_figures_are_numbers_in_the_briefs_currency() -> None:
    assert "plain digits" in faults({**GOOD, "spend": "£43,000"})["spend"]
    assert "from 0 to £1,000,000,000" in faults({**GOOD, "revenue": "-1"})["revenue"]
    assert faults({**GOOD, "spend": "10.005"}) == {"spend": "The smallest amount in GBP is 0.01."}
    assert set(faults({**GOOD, "results": "-3", "spend": "2000000000"})) == {"results", "spend"}


def test_what_to_do_differently_is_the_one_thing_that_must_be_said() -> None:
    assert faults({}) == {"next_time": "Please fill this in."}
    assert faults({"next_time": "  "}) == {"next_time": "Please fill this in."}
    assert parse_outcome({"next_time": "Start earlier."}, CAMPAIGN).spend is None
    assert parse_outcome({**GOOD, "happened": " "}, CAMPAIGN).happened is None


def test_a_ratio_is_worked_out_and_one_that_does_not_follow_is_refused_at_its_field() -> None:
    wrong = {**GOOD, "happened": "Cost per result was £3."}
    assert faults(wrong) == {
        "happened": "A cost per result of £3 does not follow from the figures above; leave it out."
    }
    assert parse_outcome({**GOOD, "happened": "Cost per result was £5."}, CAMPAIGN).happened
    uncheckable = {**GOOD, "next_time": "CTR of 3% was low."}
    assert parse_outcome(uncheckable, CAMPAIGN).next_time == "CTR of 3% was low."


def test_an_outcome_becomes_an_earlier_campaign_with_its_ratios() -> None:
    told = parse_outcome({**GOOD, "revenue": "129000", "happened": "E-mail carried it."}, CAMPAIGN)
    prior = prior_campaign("BRF-7", CAMPAIGN, told)
    assert (prior.name, prior.origin.file) == ("Spring running shoe", "BRF-7")
    assert (prior.started, prior.ended) == (CAMPAIGN.start, CAMPAIGN.end)
    assert prior.channels == CAMPAIGN.channels
    assert prior.total.spend == Money(amount=Decimal(43000), currency="GBP")
    assert prior.total.results == Count(value=Decimal(8600), of="First purchases")
    rates = {rate.ratio: rate.value for rate in prior.total.rates}
    assert (rates[Ratio.COST_PER_RESULT], rates[Ratio.RETURN_ON_SPEND]) == (Decimal(5), Decimal(3))
    assert (prior.happened, prior.next_time) == (("E-mail carried it.",), ("Start earlier.", "Brief the shops."))


def test_the_figures_of_a_campaign_on_one_channel_are_that_channels() -> None:
    alone = CAMPAIGN.model_copy(update={"channels": (Channel.EMAIL,)})
    [part] = prior_campaign("BRF-7", alone, parse_outcome(GOOD, alone)).parts
    assert (part.channel, part.figures.results is None) == (Channel.EMAIL, False)


def test_a_rate_is_told_in_words_and_never_counted() -> None:
    rated = CAMPAIGN.model_copy(update={"metric": "Conversion rate, %", "target": Decimal(3)})
    told = parse_outcome({**GOOD, "results": "3.40"}, rated)
    assert figures_of(told, rated).results is None
    assert prior_campaign("BRF-7", rated, told).happened[0] == "Conversion rate, % came to 3.4; the target was 3."


def test_the_author_is_asked_in_working_time_after_the_flight() -> None:
    assert ask_at(CAMPAIGN, OFFICE, COMPLETED).isoformat() == "2027-05-03T09:00:00+00:00"  # a Monday, 10:00 in London
    late = ENDED + timedelta(days=5, hours=12)
    assert ask_at(CAMPAIGN, OFFICE, late) == late + timedelta(hours=1)


def test_they_are_asked_reminded_once_and_never_again() -> None:
    due = ask_at(CAMPAIGN, OFFICE, COMPLETED)
    minute = timedelta(minutes=1)
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (), due - minute) is None
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (), due) == Owed(reminder=False)
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (due,), due + timedelta(days=6)) is None
    reminded = due + timedelta(days=8)
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (due,), reminded) == Owed(reminder=True)
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (due, reminded), reminded + timedelta(days=30)) is None


def test_a_flight_that_ended_long_ago_is_asked_about_no_more() -> None:
    due = ask_at(CAMPAIGN, OFFICE, COMPLETED)
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (), due + LATEST) is not None
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (), due + LATEST + timedelta(days=1)) is None
    assert owed(CAMPAIGN, OFFICE, COMPLETED, (due,), due + LATEST + timedelta(days=20)) is None


@given(st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 1)))  # noqa: DTZ001  # hypothesis adds the zone
def test_the_question_never_comes_at_night_or_on_a_weekend(completed: datetime) -> None:
    asked = ask_at(CAMPAIGN, OFFICE, completed.replace(tzinfo=OFFICE.timezone))
    local = asked.astimezone(OFFICE.timezone)
    assert local.weekday() < 5
    assert 9 <= local.hour < 18
    assert asked >= ENDED
    assert working_time(OFFICE, ENDED, asked) >= timedelta(hours=1)


def test_an_outcome_may_be_told_without_any_figure() -> None:
    assert figures_of(Outcome(next_time="Start earlier."), CAMPAIGN).rates == ()
