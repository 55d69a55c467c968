"""Is only that taken from a message which it certainly says?"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.channels import Channel
from workflow.recognition import recognised

TODAY = date(2026, 11, 22)

STATED: dict[str, dict[str, object]] = {
    "Our budget is £30k.": {"budget": Decimal(30000), "currency": "GBP"},
    "Budget: 46.000 EUR": {"budget": Decimal(46000), "currency": "EUR"},
    "Budget: £46,000.50": {"budget": Decimal("46000.50"), "currency": "GBP"},
    "The budget is £1.5m": {"budget": Decimal(1_500_000), "currency": "GBP"},
    "Budget: 46000": {"budget": Decimal(46000), "currency": "GBP"},
    "Budget: $46,000": {"budget": Decimal(46000), "currency": "USD"},
    "Budget: 46": {},
    "Budget: £0": {},
    "Budget: £46,000. The budget is £40,000.": {},
    "Last year the budget was £46,000.": {},
    "The campaign runs from 1 March to 30 April": {"start": date(2027, 3, 1), "end": date(2027, 4, 30)},
    "The campaign runs from 1 March to 30 April 2028": {},
    "The campaign runs from 1 March 2027 to 30 April": {"start": date(2027, 3, 1), "end": date(2027, 4, 30)},
    "We launch on 5 January 2027.": {"start": date(2027, 1, 5), "end": None},
    "The campaign ends on 5 January": {"start": None, "end": date(2027, 1, 5)},
    "We launch on 25/03/2027.": {"start": date(2027, 3, 25), "end": None},
    "We launch on 04/05/2027.": {},
    "We launch in March.": {},
    "We launch on 30 February.": {},
    "We launched on 5 January 2026.": {},
    "We launch on 5 January 2026.": {},
    "The campaign runs from 2027-04-30 to 2027-03-01": {"start": date(2027, 4, 30), "end": None},
    "Maybe we launch on 5 January.": {},
    "Channels: LinkedIn, e-mail, pigeons": {"channels": (Channel.LINKEDIN, Channel.EMAIL)},
    "We want to use LinkedIn and TikTok": {"channels": (Channel.LINKEDIN, Channel.TIKTOK)},
    "Do not use TikTok": {},
    "TikTok is what they look at": {},
    "Campaign: Spring trail\nGoal: win runners": {"name": "Spring trail", "goal": "win runners"},
    "- Target audience: runners\n- KPI: orders": {"audience": "runners", "metric": "orders"},
    "Target: 9,200\nBaseline: 7000": {"target": Decimal(9200), "baseline": Decimal(7000)},
    "Target: 9,200\nTarget: 9,300": {},
    "Market: Ireland; hello": {"market": "Ireland; hello"},
    "Budget is £20k. Actually make that £25k": {},
    "Budget is £20k. Sorry, we agreed on £25k": {},
    "Sorry for the late note! Budget is £20k.": {"budget": Decimal(20000), "currency": "GBP"},
    "Budget is £20k. Actually, Dee designs it.": {"budget": Decimal(20000), "currency": "GBP"},
    "Budget: 3000 USD and 2000 EUR": {},
    "Budget: £20k and a small team": {"budget": Decimal(20000), "currency": "GBP"},
    "Budget is between 10 and 20k": {},
    "Budget is 1.5k": {"budget": Decimal(1500), "currency": "GBP"},
    "We launch on 5 January 2027. No wait, 12 January.": {},
    "We launch on Tuesday 5 January 2027.": {"start": date(2027, 1, 5), "end": None},
    "We launch on Friday 5 January 2027.": {},
    "We launch on Friday 5 January.": {},
    "We launch on 3/4.": {},
    "We launch next Monday.": {},
    "Can you help? Thanks!": {},
    "": {},
}


@pytest.mark.parametrize("text", STATED)
def test_what_is_certain_is_taken_and_nothing_else(text: str) -> None:
    assert recognised(text, TODAY, "GBP") == STATED[text]


def test_a_dollar_sign_means_the_teams_own_dollar() -> None:
    assert recognised("Budget: $46,000", TODAY, "AUD")["currency"] == "AUD"


@given(st.lists(st.sampled_from([*STATED, "31 June", "£", "0", "Budget: ", "29 February", "\n", "🙂"]), max_size=8))
def test_whatever_is_written_a_stated_flight_lies_ahead_and_the_right_way_round(pieces: list[str]) -> None:
    found = recognised(" ".join(pieces), TODAY, "GBP")
    start, end = found.get("start"), found.get("end")
    assert all(isinstance(day, date) and day >= TODAY for day in (start, end) if day is not None)
    assert not (isinstance(start, date) and isinstance(end, date)) or start < end


def test_a_sentence_too_long_to_be_read_in_time_states_nothing() -> None:
    far = "The venue is far away, and the view is fine, "
    assert recognised(f"{far * 3}the budget is £30,000.", TODAY, "GBP").keys() == {"budget", "currency"}
    assert recognised(f"{far * 10}the budget is £30,000.", TODAY, "GBP") == {}
