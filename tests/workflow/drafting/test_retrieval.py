from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.drafting.material import AUTUMN, TODAY, WALKERS, campaign, part
from workflow.channels import Channel
from workflow.drafting.likeness import family, is_alike, words
from workflow.drafting.ratios import follows, follows_from_any, stated
from workflow.drafting.retrieval import Catalogue, Index, chosen_facts
from workflow.library import Figures, Money, Origin, PriorCampaign, Ratio

FAR = PriorCampaign(
    id="LIB-7",
    name="Annual report mailing",
    origin=Origin(file="far.csv", place="row 2"),
    parts=(part(Channel.PRINT, "900", "12", "donor meetings"),),
    started=date(2012, 1, 1),
)


def catalogue(*items: object) -> Catalogue:
    made = Catalogue()
    for item in items:
        made.put(item)  # type: ignore[arg-type]  # campaigns and research alike
    return made


def test_a_near_campaign_is_found_and_a_far_one_is_not() -> None:
    made = catalogue(FAR, AUTUMN)
    assert made.campaigns(campaign(), TODAY) == ["LIB-1"]
    assert made.held == 2


def elsewhere(of: str, **told: object) -> PriorCampaign:
    """Return what ran lately in the same channels and the same market, with `told` for its name and its people."""
    parts = tuple(part(channel, "9000", "400", of) for channel in campaign().channels)
    nothing = {"name": "Rota", "objective": None, "audience": None, "happened": (), "next_time": ()}
    return AUTUMN.model_copy(update={"parts": parts, **nothing, **told})


@pytest.mark.parametrize(
    ("prior", "is_near"),
    [
        (elsewhere("puzzle players", audience="Adults who play games on the bus", happened=("Bright.",)), False),
        (elsewhere("shop visits", audience="Urban walkers in old boots", objective="A wet trail"), True),
        (elsewhere("shop visits", audience="Urban walkers", objective="A calm trip"), False),
        (elsewhere("online sales", audience="Savers with two bank accounts", objective="Sell a safer deposit"), False),
        (elsewhere("online sales", audience="Savers who walk", objective="Sell a safer deposit"), True),
        (elsewhere("online sales", name="Ad account 916"), True),
        (elsewhere("puzzle players", name="Ad account 916"), False),
    ],
)
def test_the_same_channels_and_market_alone_do_not_make_a_campaign_worth_learning_from(
    prior: PriorCampaign, *, is_near: bool
) -> None:
    assert (catalogue(prior).campaigns(campaign(), TODAY) == ["LIB-1"]) is is_near


def test_what_was_taken_out_is_not_found_again() -> None:
    made = catalogue(AUTUMN, WALKERS)
    assert made.research(campaign(), TODAY) == ["LIB-2"]
    made.drop("LIB-1")
    made.drop("LIB-2")
    made.drop("LIB-2")
    assert made.campaigns(campaign(), TODAY) == []
    assert made.research(campaign(), TODAY) == []


def test_equals_come_in_the_order_of_their_keys_whatever_the_order_of_arrival() -> None:
    one, other = AUTUMN, AUTUMN.model_copy(update={"id": "LIB-3"})
    assert catalogue(one, other).campaigns(campaign(), TODAY) == ["LIB-1", "LIB-3"]
    assert catalogue(other, one).campaigns(campaign(), TODAY) == ["LIB-1", "LIB-3"]


def test_the_newer_of_two_alike_comes_first() -> None:
    old = AUTUMN.model_copy(update={"id": "LIB-0", "started": date(2015, 1, 1), "ended": None})
    assert catalogue(old, AUTUMN).campaigns(campaign(), TODAY) == ["LIB-1", "LIB-0"]


DOCUMENTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.text("abc ", max_size=30), max_size=8)


@given(first=DOCUMENTS, second=DOCUMENTS)
def test_an_index_that_grew_and_shrank_answers_like_one_made_anew(
    first: dict[str, str], second: dict[str, str]
) -> None:
    grown, fresh = Index(), Index()
    for key, text in first.items():
        grown.put(key, text, [text[:1]])
    for key in first.keys() - second.keys():
        grown.drop(key)
    for key, text in second.items():
        grown.put(key, text, [text[:1]])
        fresh.put(key, text, [text[:1]])
    asked = {"a": 0.2, "b": 0.1}
    assert grown.search("aa ab abc cab", asked, TODAY, 5) == fresh.search("aa ab abc cab", asked, TODAY, 5)


def test_in_a_large_library_common_words_tell_nothing() -> None:
    made = Index()
    for i in range(60):
        made.put(f"{i:02}", "shoes everywhere" if i else "shoes waterproof")
    assert [match.key for match in made.search("waterproof shoes", {}, TODAY, 3)] == ["00"]


def test_the_facts_that_concern_the_audience_are_chosen_figures_first() -> None:
    chosen = chosen_facts(WALKERS, campaign())
    assert chosen is not None
    assert [fact.place for fact in chosen.facts] == ["paragraph 3", "paragraph 4"]
    assert chosen_facts(WALKERS.model_copy(update={"facts": WALKERS.facts[3:]}), campaign()) is None


def test_words_lose_their_endings_and_the_empty_ones() -> None:
    assert words("The walkers are walking boots 2026 classes, ladies") == [
        "walker",
        "walk",
        "boot",
        "2026",
        "class",
        "lady",
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("first purchases", "approved conversions", True),
        ("sign-ups", "leads", True),
        ("first purchases", "app installs", False),
        ("walks led", "led walks", True),
        ("walks led", "runs led", False),
    ],
)
def test_metrics_are_alike_when_they_count_the_same_kind_of_thing(one: str, other: str, *, alike: bool) -> None:
    assert is_alike(one, other) is alike
    assert is_alike(other, one) is alike


def test_what_no_family_holds_is_other() -> None:
    assert family("walks led") == "other"


FIGURES = Figures(
    spend=Money(amount=Decimal(100), currency="GBP"),
    revenue=Money(amount=Decimal(420), currency="GBP"),
    impressions=Decimal(10000),
    clicks=Decimal(321),
)


@pytest.mark.parametrize(
    ("text", "ratio", "value"),
    [
        ("ROI 310%", Ratio.RETURN_ON_INVESTMENT, "310"),
        ("A ROAS of 4.2x was reached", Ratio.RETURN_ON_SPEND, "4.2"),
        ("a 3.21% CTR", Ratio.CLICK_THROUGH, "3.21"),
        ("cost per click fell to £0.31", Ratio.COST_PER_CLICK, "0.31"),
    ],
)
def test_ratios_are_read_from_prose(text: str, ratio: Ratio, value: str) -> None:
    (found,) = stated(text)
    assert (found.ratio, found.value) == (ratio, Decimal(value))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("ROI 320%", True),
        ("ROI 3.2", True),
        ("ROI 310%", False),
        ("CTR 3%", True),
        ("CTR 3.3%", False),
        ("CPA £5", False),
    ],
)
def test_a_stated_ratio_follows_within_one_percent_and_its_own_rounding(text: str, *, holds: bool) -> None:
    (found,) = stated(text)
    assert follows(found.ratio, found.value, FIGURES) is holds
    assert follows_from_any(found, [Figures(), FIGURES]) is holds


def test_prose_without_a_named_ratio_states_none() -> None:
    assert stated("We sold 12% more than 2025 and learnt a lot about ROI.") == ()
