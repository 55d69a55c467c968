"""Which texts certainly contradict the form, and which must be let pass? A false refusal costs more than a warning."""

from datetime import date

import pytest

from workflow.campaign import parse_campaign
from workflow.values import InvalidInput

TODAY = date(2026, 11, 22)
FORM = {
    "name": "Spring trail launch",
    "goal": "Make us the first choice of new trail runners",
    "metric": "online orders",
    "target": "9200",
    "baseline": "7000",
    "audience": "Road runners who fear getting lost",
    "channels": ["email", "paid_search", "tiktok"],
    "budget": "25000",
    "currency": "GBP",
    "start": "2027-03-01",
    "end": "2027-04-30",
    "market": "UK",
}

REFUSED = {
    "notes": {
        "Budget of £30k.": "£25,000",
        "We have a total budget of £30,000.": "£25,000",
        "The budget is 30k": "£25,000",
        "Budget: 30,000": "£25,000",
        "Budget: £25.500,50": "£25,000",
        "Budget: €25,000": "GBP",
        "The budget is 25,000 euros.": "GBP",
        "Our overall campaign budget is GBP 30,000 in total.": "£25,000",
        "We have £40,000 to spend.": "£25,000",
        "This is a £30k budget.": "£25,000",
        "Photographs are at hand; the budget is £1.2m.": "£25,000",
        "We launch on 2 March 2027.": "1 March 2027",
        "The campaign starts on March 15th, 2027.": "1 March 2027",
        "Launch date: 2027-03-08": "1 March 2027",
        "Launch: Monday 8 March": "1 March 2027",
        "Start date is 8/3/2027.": "1 March 2027",
        "The campaign goes live in April.": "1 March 2027",
        "Campaign runs October-December 2024": "1 March 2027",
        "The campaign runs from 1 March to 31 May 2027.": "30 April 2027",
        "Flight: 1 March – 15 May 2027": "30 April 2027",
        "The flight ends on 15 May 2027.": "30 April 2027",
        "End date: 15 May 2027": "30 April 2027",
        "The campaign runs until June.": "30 April 2027",
        "Channels: email, TV": "Email, Paid search and TikTok",
        "No TikTok.": "Email, Paid search and TikTok",
        "Without email or TikTok, please": "Email, Paid search and TikTok",
        "Email only.": "Email, Paid search and TikTok",
        "Only on TikTok": "Email, Paid search and TikTok",
        "Target: 5,000": "9,200",
        "Baseline: 6,500 online orders": "7,000",
        "Market: Germany": "UK",
    },
    "goal": {
        "Grow online orders by 20%.": "7,000 and 9,200, which is 31% more",
        "+20 % online orders": "7,000 and 9,200, which is 31% more",
        "20% more online orders": "7,000 and 9,200, which is 31% more",
        "Online orders up 20%": "7,000 and 9,200, which is 31% more",
        "Reduce online orders by 10 per cent.": "7,000 and 9,200, which is 31% more",
        "Increase the number of online orders from 7,000 to 9,000.": "9,200",
        "Increase the number of online orders from 6,000 to 9,200.": "7,000",
        "Win 5,000 online orders.": "9,200",
    },
    "audience": {"Walkers. Our budget is £30,000.": "£25,000"},
    "mandatories": {"The campaign launches on 15 March 2027.": "1 March 2027"},
}

PASSED = {
    "notes": """Budget of £25k.
The budget is £25,000 in total.
Budget: 25.000 £
Budget: £25 000
Budget: £25'000
Budget: £25.000,00
Budget: £25,000.00
Budget: 30
The budget is three people
The daily budget is £500.
The influencer budget is £5,000.
The media budget is £20,000.
Budget is £5,000 for photography.
Last year's budget was £30,000.
20% of the budget, £5,000, is for film.
Budget about £24k
Budget £30,000 including VAT.
The budget could go up to £30,000.
The budget is £25,000, or £30,000 with the reserve.
Budget: €30,000
Each pair costs £50.
We have £3,000 to spend on film.
We launch on 1 March 2027.
We launch on 1 March.
We launch on 3/1/2027.
We launch on 31 February 2027, or later.
Stock lands on 15 March 2027.
The shop opens on 15 March 2027.
No discount before 26 April 2027.
If stock is late we launch on 8 March.
We launch on 15 March in Ireland.
We may start in April with a teaser.
The second wave starts on 5 April 2027.
The product launches on 15 March 2027.
The offer ends on 15 May 2027.
Competitors launch on 15 March 2027.
The campaign runs from 1 March to 30 April 2027.
The campaign runs until May.
The campaign ends on 1 May 2027.
Launch film: 30 seconds
Start with email
No TikTok dances.
No email on Sundays.
They watch TikTok and TV.
No TV this time.
Channels: email, social and search
Email first.
Email, paid search and TikTok only
Target: 25-44 year olds
Target: £5,000
Target: 9,200 online orders
Target: 5,000 members
Market: Northern Ireland
Market: Bavaria""",
    "goal": """Grow online orders by 31%.
Grow repeat orders by 20%.
Grow online orders by 20% in Ireland.
Grow our share by 20%.
Grow online orders from 7,000 to 9,200.
Grow members from 100 to 200.
Win 5,000 new members.
Win 9,200 online orders over the campaign.
Win 2,200 more online orders.
Win 5,000 online orders by 1 April.
Win 5,000 online orders in Ireland.
Reach 5,000 runners""",
    "audience": """IT leads with a total budget of £500,000.
Families with a budget of £300 who start school in September.
People who have a budget of £3,000.
People with no TikTok.
Runners who started on 1 January""",
    "mandatories": """Offer valid until 30 June 2027.
No TV claims without the test reference.
Price from £95, also on the launch film.""",
}


def refusals(field: str, text: str, **changed: object) -> dict[str, str]:
    try:
        parse_campaign({**FORM, field: text, **changed}, TODAY)
    except InvalidInput as refused:
        return refused.errors
    return {}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [(field, text, value) for field, texts in REFUSED.items() for text, value in texts.items()],
)
def test_a_certain_contradiction_is_refused_at_its_field_with_both_values(field: str, text: str, value: str) -> None:
    told = refusals(field, text)
    assert list(told) == [field]
    assert f"says {value}. Change one of them so that both say the same." in told[field]
    assert told[field].split("“")[1].split("”")[0] in text


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in PASSED.items() for text in texts.splitlines()]
)
def test_what_agrees_or_may_be_about_something_else_is_let_pass(field: str, text: str) -> None:
    assert refusals(field, text) == {}


def test_every_contradiction_of_a_field_is_told_at_once() -> None:
    told = refusals("notes", "The budget is £30,000. The campaign starts on 2 March 2027. No TikTok.")["notes"]
    assert told.count("Change one of them") == 3


@pytest.mark.parametrize(
    ("field", "text", "changed"),
    [
        ("goal", "Grow online orders by 20%", {"baseline": ""}),
        ("goal", "Grow conversion rate by 20%", {"metric": "conversion rate"}),
        ("notes", "Baseline: 5,000", {"baseline": ""}),
        ("notes", "Market: Germany", {"market": ""}),
        ("notes", "Market: Germany", {"market": "Bavaria"}),
        ("notes", "The budget is $25,000.", {"currency": "CAD"}),
        ("goal", "Win 5,000 in all", {"metric": "the total number"}),
        ("notes", f"The budget is £30,000 and {'so on and ' * 30}so forth", {}),
    ],
)
def test_where_the_form_leaves_room_nothing_is_refused(field: str, text: str, changed: dict[str, object]) -> None:
    assert refusals(field, text, **changed) == {}
