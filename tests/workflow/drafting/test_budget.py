from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.drafting.material import assigned, campaign
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.drafting.budget import allocate, largest, other_lines, reason, too_small
from workflow.drafting.playbook import STANDARD
from workflow.drafting.sources import shelve
from workflow.money import minor_unit


def test_every_channel_has_an_entry_with_something_to_make_and_to_measure() -> None:
    assert set(STANDARD.by_channel) == set(Channel)
    for channel, entry in STANDARD.by_channel.items():
        assert entry.channel is channel
        assert entry.weight > 0
        assert entry.deliverables
        assert entry.kpis
        assert entry.advice


def test_the_split_follows_the_weights_in_round_amounts_after_the_contingency() -> None:
    found = allocate(campaign())
    assert found.contingency == 9000
    assert found.channels == {
        Channel.META: 45300,
        Channel.INFLUENCER: 30200,
        Channel.PAID_SEARCH: 40200,
        Channel.OUT_OF_HOME: 45300,
        Channel.EMAIL: 10000,
    }


@given(
    budget=st.decimals("0.01", "1000000000", places=2),
    currency=st.sampled_from(["GBP", "JPY", "KWD"]),
    channels=st.lists(st.sampled_from(list(Channel)), min_size=1, unique=True),
)
def test_every_split_comes_to_the_total_exactly(budget: Decimal, currency: str, channels: list[Channel]) -> None:
    unit = minor_unit(currency)
    wanted = campaign(budget=max(unit, budget - budget % unit), currency=currency, channels=channels)
    found = allocate(wanted)
    assert sum(found.channels.values()) + found.contingency == wanted.budget
    assert min(found.channels.values()) >= 0
    assert all(amount % unit == 0 for amount in (*found.channels.values(), found.contingency))


def _reason(wanted: Campaign, channel: Channel) -> str:
    return reason(wanted, channel, allocate(wanted), shelve(assigned(wanted))).text


def test_the_reason_of_an_amount_is_told_with_it() -> None:
    weights = "25% of the budget: the playbook’s usual weight beside the other channels, 18 of 68."
    assert _reason(campaign(), Channel.META) == weights
    alone = campaign(channels=["meta"], budget="100")
    assert _reason(alone, Channel.META) == (
        "The only channel, so it has all that is not held back. "
        "That is below the playbook’s planning minimum of £1,500."
    )


def test_minimums_are_judged_only_in_currencies_of_the_same_order() -> None:
    assert STANDARD.minimum(Channel.META, "EUR") == 1500
    assert STANDARD.minimum(Channel.META, "SEK") is None
    assert STANDARD.minimum(Channel.PUSH, "GBP") is None
    thin = campaign(budget="2000")
    assert {channel for channel, _, _ in too_small(thin, allocate(thin))} == set(thin.channels)
    assert too_small(campaign(), allocate(campaign())) == ()


def test_a_budget_too_small_to_hold_anything_back_has_no_contingency() -> None:
    tiny = campaign("hostile")
    assert other_lines(tiny, allocate(tiny)) == ()
    (line,) = other_lines(campaign(), allocate(campaign()))
    assert (line.name, line.budget) == ("Contingency", Decimal(9000))


def test_the_largest_shares_come_first() -> None:
    found = largest(campaign(), allocate(campaign()), 3)
    assert found[0] == "£45,300 (25%) for Meta (Facebook, Instagram)"
    assert found[2] == "£40,200 (22%) for Paid search"
