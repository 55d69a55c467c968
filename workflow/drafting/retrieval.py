"""Which earlier campaigns and which research are nearest to a campaign? Words and facets, the same everywhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from math import log

from workflow.campaign import Campaign
from workflow.drafting.likeness import families, family, topics, words
from workflow.library import Fact, Item, PriorCampaign, Research

SATURATION, LENGTH_WEIGHT = 1.5, 0.75  # BM25's k1 and b
MOST_TERMS = 24  # the rarest words of a question tell most of it
COMMON = 0.2  # a word in more of the library than this tells nothing
FEW = 50  # documents below which no word counts as common
YEAR = 365.25
NEAR_ENOUGH = 0.25
MOST_CAMPAIGNS = 3
MOST_STUDIES = 3
MOST_FACTS = 2
FEWEST_SHARED_WORDS = 2
FEWEST_SHARED_TOPICS = 3
FEWEST_TO_JUDGE_BY = 5  # words below which nobody can tell what a campaign was about
LOOKED_AT = 40  # of the nearest by score, so many are held against what the campaign is about

TEXT, CHANNELS, OBJECTIVE, AUDIENCE, MARKET, RECENCY, RESULTS = 0.25, 0.25, 0.15, 0.15, 0.05, 0.1, 0.05
"""What each kind of nearness counts; together 1."""


@dataclass(frozen=True)
class Match:
    """How near a document is, from 0 to 1."""

    key: str
    score: float


@dataclass
class Index:
    """Documents by their words and facets; one is put in or taken out without touching the rest."""

    postings: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    facets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lengths: dict[str, int] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def put(self, key: str, text: str, facets: Iterable[str] = (), day: date | None = None) -> None:
        """Put a document in, in place of one with the same key."""
        self.drop(key)
        counted = Counter(words(text))
        for word, times in counted.items():
            self.postings[word][key] = times
        for facet in facets:
            self.facets[facet].add(key)
        self.lengths[key] = counted.total()
        self.total += counted.total()
        if day:
            self.days[key] = day.toordinal()

    def drop(self, key: str) -> None:
        """Take a document out, if it is there."""
        if key not in self.lengths:
            return
        for having in self.postings.values():
            having.pop(key, None)
        for keys in self.facets.values():
            keys.discard(key)
        self.total -= self.lengths.pop(key)
        self.days.pop(key, None)

    def search(self, text: str, facets: Mapping[str, float], today: date, most: int) -> list[Match]:
        """Return the nearest documents, the nearest first; equals in the order of their keys."""
        scores = self._by_words(text)
        for facet in sorted(facets):
            weight = facets[facet]
            for key in self.facets.get(facet, ()):
                scores[key] = scores.get(key, 0.0) + weight
        now = today.toordinal()
        for key in scores:
            if key in self.days:
                scores[key] += RECENCY * YEAR / (YEAR + max(0, now - self.days[key]))
        best = nsmallest(most, ((-score, key) for key, score in scores.items()))
        return [Match(key, round(-score, 9)) for score, key in best]

    def is_about(self, key: str, campaign: Campaign) -> bool:
        """Tell whether a document is about the same thing, or won the same kind of result and shares a topic.

        One that is only named and counted, as in an export of an ad account, is judged by its results alone.
        """
        shared = sum(key in self.postings.get(word, ()) for word in topics(question(campaign)))
        if any(key in self.facets.get(f"objective:{each}", ()) for each in families(campaign.metric)):
            return shared > 0 or self.lengths[key] < FEWEST_TO_JUDGE_BY
        return shared >= FEWEST_SHARED_TOPICS

    def _by_words(self, text: str) -> dict[str, float]:
        """Score by BM25; the best match of the library's words counts as 1 × TEXT."""
        scores: dict[str, float] = {}
        if not self.lengths:
            return scores
        average = self.total / len(self.lengths) or 1.0
        for word, rarity in self._telling(words(text)):
            for key, times in self.postings[word].items():
                long = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * self.lengths[key] / average
                weight = rarity * times * (SATURATION + 1) / (times + SATURATION * long)
                scores[key] = scores.get(key, 0.0) + weight
        best = max(scores.values(), default=0.0) or 1.0
        return {key: TEXT * score / best for key, score in scores.items()}

    def _telling(self, asked: Collection[str]) -> list[tuple[str, float]]:
        """Return the words of a question that tell documents apart, the rarest first, each with its rarity."""
        held = len(self.lengths)
        most = held if held < FEW else held * COMMON
        known = [(len(self.postings[word]), word) for word in sorted(set(asked)) if self.postings.get(word)]
        rare = sorted((found, word) for found, word in known if found <= most)[:MOST_TERMS]
        return [(word, log(1 + (held - found + 0.5) / (found + 0.5))) for found, word in rare]


class Catalogue:
    """What can be found in a library: its campaigns and its research, each by the words and facets they have."""

    def __init__(self) -> None:
        self._campaigns = Index()
        self._research = Index()

    def put(self, item: Item) -> None:
        """Make an item findable under its id."""
        if isinstance(item, PriorCampaign):
            self._campaigns.put(item.id, _text(item), _facets(item), item.ended or item.started)
        else:
            facts = " ".join(fact.text for fact in item.facts)
            self._research.put(item.id, f"{item.title} {facts}", day=item.published)

    def drop(self, item_id: str) -> None:
        """Make an item unfindable."""
        self._campaigns.drop(item_id)
        self._research.drop(item_id)

    @property
    def held(self) -> int:
        """How many earlier campaigns can be found."""
        return len(self._campaigns.lengths)

    def campaigns(self, campaign: Campaign, today: date) -> list[str]:
        """Return the ids of the earlier campaigns that are near enough to learn from, the nearest first.

        The same channels, market and year do not make a campaign worth learning from: it has to be about the same
        thing, or to have won the same kind of result from people with something in common.
        """
        found = self._campaigns.search(question(campaign), _wanted(campaign), today, LOOKED_AT)
        near = (match.key for match in found if match.score >= NEAR_ENOUGH)
        return [key for key in near if self._campaigns.is_about(key, campaign)][:MOST_CAMPAIGNS]

    def research(self, campaign: Campaign, today: date) -> list[str]:
        """Return the ids of the studies that share the most words with the campaign's audience."""
        found = self._research.search(about_audience(campaign), {}, today, MOST_STUDIES)
        return [match.key for match in found]


def question(campaign: Campaign) -> str:
    """Return the words by which a campaign looks for others like it."""
    fields = (campaign.name, campaign.goal, campaign.metric, campaign.audience, campaign.market, campaign.proposition)
    return " ".join(filter(None, fields))


def about_audience(campaign: Campaign) -> str:
    """Return the words by which a campaign looks for research."""
    return " ".join(filter(None, (campaign.name, campaign.audience, campaign.market, campaign.goal)))


def _wanted(campaign: Campaign) -> dict[str, float]:
    people = set(words(campaign.audience))
    return {
        **{f"channel:{channel}": CHANNELS / len(campaign.channels) for channel in campaign.channels},
        **{f"objective:{each}": OBJECTIVE for each in (family(campaign.metric),) if each != "other"},
        **{f"audience:{word}": AUDIENCE / len(people) for word in people},
        **{f"market:{word}": MARKET for word in list(words(campaign.market or ""))[:1]},
        "results": RESULTS,
    }


def _text(prior: PriorCampaign) -> str:
    fields = (prior.name, prior.objective, prior.audience, prior.market, *prior.happened, *prior.next_time)
    return " ".join(filter(None, fields))


def _facets(prior: PriorCampaign) -> set[str]:
    counted = {part.figures.results.of for part in prior.parts if part.figures.results}
    return {
        *(f"channel:{channel}" for channel in prior.channels),
        *(f"objective:{family(metric)}" for metric in counted),
        *(f"audience:{word}" for word in words(prior.audience or "")),
        *(f"market:{word}" for word in words(prior.market or "")),
        *(["results"] if counted else []),
    }


_NUMBERED = re.compile(r"\d")


def chosen_facts(study: Research, campaign: Campaign) -> Research | None:
    """Return a study with the facts that concern the campaign's audience most, or None where none does.

    A fact with a figure comes before one without; equals in the order in which they stand.
    """
    asked = topics(about_audience(campaign))
    ranked = sorted(
        ((len(asked & topics(fact.text)), bool(_NUMBERED.search(fact.text)), -i) for i, fact in enumerate(study.facts)),
        reverse=True,
    )
    chosen: tuple[Fact, ...] = tuple(study.facts[-i] for shared, _, i in ranked if shared >= FEWEST_SHARED_WORDS)
    return study.model_copy(update={"facts": chosen[:MOST_FACTS]}) if chosen else None
