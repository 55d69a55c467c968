"""What does it take to find what is near in a large library?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from tests.bench.figures import timed
from tests.workflow.drafting.material import campaign
from workflow.channels import Channel
from workflow.drafting.retrieval import Catalogue
from workflow.library import ChannelResult, Count, Figures, Money, Origin, PriorCampaign

HELD = 10_000
WORDS = 200
TODAY = date(2026, 11, 22)


def filled(held: int = HELD) -> Catalogue:
    """Return a catalogue of made-up campaigns of 200 words each, a fifth of them the question's own words."""
    catalogue = Catalogue()
    for item in _campaigns(held):
        catalogue.put(item)
    return catalogue


def _campaigns(held: int) -> Iterator[PriorCampaign]:
    chance = Random(1)  # noqa: S311  # nothing is secret here
    vocabulary = [f"w{int(chance.paretovariate(0.6)) % 20_000}x" for _ in range(60_000)]
    own = f"{campaign().goal} {campaign().audience}".split()
    for number in range(1, held + 1):
        said = (chance.choice(vocabulary if chance.random() < 0.8 else own) for _ in range(WORDS))
        yield PriorCampaign(
            id=f"LIB-{number}",
            name=f"Campaign {number}",
            origin=Origin(file="past.csv", place=f"row {number}"),
            parts=tuple(_part(channel) for channel in chance.sample(list(Channel), 3)),
            audience=" ".join(chance.sample(own, 10)),
            happened=(" ".join(said),),
            ended=date(2020 + number % 6, 1, 1),
        )


def _part(channel: Channel) -> ChannelResult:
    spend, results = Money(amount=Decimal(100), currency="GBP"), Count(value=Decimal(5), of="first purchases")
    return ChannelResult(channel=channel, figures=Figures(spend=spend, results=results))


def retrieval() -> float:
    """Return the milliseconds that one question takes among 10,000 campaigns, warm."""
    catalogue, asked = filled(), campaign()
    return timed(lambda: catalogue.campaigns(asked, TODAY), warm_up=2, times=10)
