"""Which answers of an author are accepted, and what do the refusals say?"""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.answers import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT
from workflow.campaign import LABELS, Campaign, parse_campaign
from workflow.channels import Channel
from workflow.values import InvalidInput

TODAY = date(2027, 1, 4)
ANSWERS: dict[str, object] = {
    "name": "Spring running shoe",
    "goal": "Win 9,200 first-time buyers",
    "metric": "First purchases",
    "target": "9200",
    "baseline": "7400",
    "audience": "Runners in their first year",
    "proposition": "The shoe for your first 5k",
    "channels": ["email", "Google Ads"],
    "budget": "46000.50",
    "currency": "gbp",
    "start": "2027-03-01",
    "end": "2027-04-30",
    "market": "UK",
    "mandatories": "Logo on every execution",
    "notes": "",
}
OPTIONAL = {"baseline", "proposition", "market", "mandatories", "notes"}


def parsed(**changed: object) -> Campaign:
    return parse_campaign(ANSWERS | changed, TODAY)


def refused(**changed: object) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        parsed(**changed)
    for text in refusal.value.errors.values():
        assert text[0].isupper(), text
        assert text.endswith("."), text
    return refusal.value.errors


def test_answers_become_a_campaign() -> None:
    campaign = parsed()
    assert campaign.channels == (Channel.EMAIL, Channel.PAID_SEARCH)
    assert (campaign.target, campaign.baseline, campaign.budget) == (
        Decimal(9200),
        Decimal(7400),
        Decimal("46000.50"),
    )
    assert (campaign.currency, campaign.notes) == ("GBP", None)
    assert (campaign.start, campaign.end, campaign.flight_days) == (date(2027, 3, 1), date(2027, 4, 30), 61)


def test_the_labels_are_those_of_the_fields() -> None:
    assert list(LABELS) == list(Campaign.model_fields) == list(ANSWERS)


@pytest.mark.parametrize("field", [field for field in LABELS if field not in OPTIONAL])
def test_a_required_answer_that_is_missing_or_blank_is_asked_for(field: str) -> None:
    answers = {key: value for key, value in ANSWERS.items() if key != field}
    with pytest.raises(InvalidInput) as refusal:
        parse_campaign(answers, TODAY)
    assert refusal.value.errors == {field: "Please fill this in."}
    assert list(refused(**{field: "   "})) == [field]
    assert list(refused(**{field: None})) == [field]


@pytest.mark.parametrize("field", sorted(OPTIONAL))
def test_an_optional_answer_may_be_missing_or_blank(field: str) -> None:
    assert getattr(parsed(**{field: "  "}), field) is None
    assert getattr(parsed(**{field: None}), field) is None


@pytest.mark.parametrize(
    ("field", "answer", "sentence"),
    [
        ("name", "x" * (LONGEST_NAME + 1), "Keep this to 120 characters; it has 121."),
        ("metric", "x" * (LONGEST_LINE + 1), "Keep this to 300 characters; it has 301."),
        ("goal", "x" * (LONGEST_TEXT + 1), "Keep this to 3,000 characters; it has 3,001."),
        ("name", 7, "Write this as text."),
        ("target", "0", "The target must be more than zero."),
        ("target", "1000000000001", "That target is beyond a trillion; please check it."),
        ("target", "many", "Write a number in plain digits, like 45000 or 12.50: no letters, commas or symbols."),
        ("baseline", "-1", "The baseline cannot be below zero."),
        ("baseline", "1000000000001", "That baseline is beyond a trillion; please check it."),
        ("budget", "0", "The budget must be more than zero."),
        ("budget", "-5", "The budget must be more than zero."),
        ("budget", "NaN", "Write a number in plain digits, like 45000 or 12.50: no letters, commas or symbols."),
        ("budget", "1000000001", "Baton plans budgets up to £1,000,000,000; please check the amount."),
        ("budget", "9" * 24, "Baton plans budgets up to £1,000,000,000; please check the amount."),
        ("budget", "10.005", "The smallest amount in GBP is 0.01."),
        ("currency", "XXX", "Use a three-letter currency code, like GBP, EUR or USD."),
        ("channels", [], "Choose at least one channel."),
        ("channels", {"email": 1}, "Choose at least one channel."),
        ("start", "1 March", "Write the date as year-month-day, like 2027-03-01."),
        ("start", datetime(2027, 3, 1), "Write the date as year-month-day, like 2027-03-01."),  # noqa: DTZ001
        ("start", "2027-01-03", "The start is in the past; choose 4 January 2027 or later."),
        ("end", "2027-03-01", "The end must come after the start."),
        ("end", "2029-04-01", "A campaign runs for two years at most; please check the dates."),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field(field: str, answer: object, sentence: str) -> None:
    assert refused(**{field: answer}) == {field: sentence}


def test_the_smallest_amount_follows_the_currency() -> None:
    assert refused(currency="JPY", budget="10.50") == {"budget": "The smallest amount in JPY is 1."}
    assert parsed(currency="JPY", budget="10").budget == 10


def test_every_field_at_fault_is_named_at_once() -> None:
    assert set(refused(name="", budget="x", channels=[], start="soon")) == {"name", "budget", "channels", "start"}


def test_a_past_start_is_told_beside_another_fault() -> None:
    assert set(refused(start="2026-01-01", name="")) == {"start", "name"}


def test_an_unknown_field_is_refused_with_the_list_of_fields() -> None:
    assert refused(colour="red")["colour"].startswith("This is not a field of a campaign. The fields are: name, goal,")


def test_a_start_beyond_five_years_is_taken_for_a_slip() -> None:
    assert refused(start="2032-02-01", end="2032-03-01") == {
        "start": "That start is more than five years away; please check it."
    }


def test_today_is_a_legal_start() -> None:
    assert parsed(start=TODAY).start == TODAY


def test_one_channel_may_be_given_alone_and_a_channel_named_twice_counts_once() -> None:
    assert parsed(channels="email").channels == (Channel.EMAIL,)
    assert parsed(channels=["email", "newsletter"]).channels == (Channel.EMAIL,)


def test_one_line_answers_are_one_line_and_texts_keep_theirs() -> None:
    campaign = parsed(name=" Spring\n  shoe ", goal="First line\r\nSecond line")
    assert (campaign.name, campaign.goal) == ("Spring shoe", "First line\nSecond line")


def test_a_campaign_read_back_from_json_is_the_same() -> None:
    campaign = parsed()
    assert Campaign.model_validate_json(campaign.model_dump_json()) == campaign
    assert parse_campaign(campaign.model_dump(mode="json"), TODAY) == campaign


junk = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.dates())


@given(st.dictionaries(st.sampled_from(list(LABELS)), junk))
def test_whatever_is_answered_is_a_campaign_or_a_refusal_by_field(changed: dict[str, object]) -> None:
    try:
        campaign = parsed(**changed)
    except InvalidInput as refusal:
        faults = refusal.errors
    else:
        faults = {}
        assert campaign.budget > 0
        assert campaign.start < campaign.end
    assert set(faults) <= set(LABELS)
    assert all(faults.values())
