"""Which part of a brief does a heading, a label or a slot of a team's own template ask for?"""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

_ALIKE = 0.84
_LEAST = 4  # letters: a shorter word is like too many others


class Topic(StrEnum):
    """A part of a brief that a template can ask for; the value is its name in slots, like `{{audience}}`."""

    TITLE = "title"
    SUMMARY = "summary"
    GOAL = "goal"
    OBJECTIVES = "objectives"
    AUDIENCE = "audience"
    APPROACH = "approach"
    PROPOSITION = "proposition"
    REASONS = "reasons"
    TONE = "tone"
    CALL_TO_ACTION = "call_to_action"
    MANDATORIES = "mandatories"
    CHANNELS = "channels"
    DELIVERABLES = "deliverables"
    BUDGET = "budget"
    LEARNINGS = "learnings"
    DIRECTIONS = "directions"
    TIMELINE = "timeline"
    MEASUREMENT = "measurement"
    TRACKING = "tracking"
    RISKS = "risks"
    QUESTIONS = "questions"
    APPROVALS = "approvals"
    SOURCES = "sources"
    NOTES = "notes"
    CHANGES = "changes"
    LIMITS = "limits"
    FACTS = "facts"
    NAME = "name"
    ID = "id"
    REVISION = "revision"
    STATUS = "status"
    AUTHOR = "author"
    TEAM = "team"
    MARKET = "market"
    START = "start"
    END = "end"
    DATE = "date"
    TOTAL = "total"

    @property
    def label(self) -> str:
        """The heading that people read."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


class Left(StrEnum):
    """What a team chooses for a place of its template that no part of a brief belongs into."""

    AS_IT_IS = "as it is"  # its words stay, its guidance goes
    OUT = "left out"


Choices: TypeAlias = Mapping[str, Topic | Left]
"""What the team chose, by the words of the place; a place that is neither chosen for nor recognised is marked."""

NO_CHOICES: Choices = MappingProxyType({})
"""Where nobody chose anything."""

_LABELS = {
    Topic.PROPOSITION: "Proposition",
    Topic.REASONS: "Reasons to believe",
    Topic.CHANNELS: "Channel plan",
    Topic.LEARNINGS: "What past campaigns taught us",
    Topic.DIRECTIONS: "Creative directions to explore",
    Topic.QUESTIONS: "Open questions",
    Topic.CHANGES: "What changed in this revision",
    Topic.LIMITS: "What this draft could not do",
    Topic.FACTS: "Key facts",
    Topic.ID: "Brief",
    Topic.TOTAL: "Total budget",
}

_ALIASES = {
    Topic.TITLE: "campaign title, project title, title, campaign brief, creative brief, marketing brief, brief",
    Topic.NAME: "campaign name, project name, campaign, project, job name",
    Topic.SUMMARY: (
        "campaign overview, overview, summary, executive summary, background, description, description of the "
        "project, project description, project overview, campaign summary, introduction, in a nutshell, why "
        "are we doing this"
    ),
    Topic.GOAL: (
        "business goal, business goals, business objective, goal, the goal, purpose, business problem, challenge"
    ),
    Topic.OBJECTIVES: (
        "objectives, objective, marketing goals, marketing objectives, campaign objectives, campaign goals, "
        "goals, communication objectives, smart objectives, what must we achieve"
    ),
    Topic.AUDIENCE: (
        "target audience, audience, audiences, target audiences, target group, target market, personas, who "
        "are we talking to, who we are talking to, who we talk to, consumer insight, insight, target customer, "
        "target demographic"
    ),
    Topic.APPROACH: "strategic approach, approach, strategy, campaign strategy, media strategy, rationale",
    Topic.PROPOSITION: (
        "proposition, single minded proposition, key message, key messages, main message, message, value "
        "proposition, what do we want to say, core message, the one thing to say, messaging, big idea"
    ),
    Topic.REASONS: "reasons to believe, reason to believe, support, proof points, proof, substantiation, rtb",
    Topic.TONE: "tone, tone of voice, tone of the site, tone and manner, tone and style, brand voice, personality",
    Topic.CALL_TO_ACTION: "call to action, cta, desired action, desired response, what should people do",
    Topic.MANDATORIES: (
        "mandatories, mandatory, mandatory elements, executional considerations, brand guidelines, brand "
        "requirements, legal, legal requirements, must haves, constraints, requirements, mandatory inclusions"
    ),
    Topic.CHANNELS: (
        "channels, channel, media, media channels, channel plan, media plan, distribution, tactics, placements"
    ),
    Topic.DELIVERABLES: "deliverables, assets, asset list, outputs, formats, creative deliverables, required assets",
    Topic.BUDGET: "budget, budgets, cost, costs, budget and resources, media budget, funding, investment, budget split",
    Topic.LEARNINGS: "learnings, past learnings, previous campaigns, past campaigns, lessons learned, lessons learnt",
    Topic.DIRECTIONS: "creative directions, creative direction, creative ideas, creative territories, ideas, concepts",
    Topic.TIMELINE: (
        "timeline, timeframe, time frame, timing, timings, schedule, key dates, milestones, dates, deadlines, "
        "project timeline, calendar, duration"
    ),
    Topic.MEASUREMENT: (
        "metrics for success, measurement, kpis, kpi, success metrics, metrics, measures of success, how will "
        "we measure success, success criteria, key performance indicators, measuring success, evaluation"
    ),
    Topic.TRACKING: "tracking, tracking and reporting, tracking reporting, reporting, analytics, attribution",
    Topic.RISKS: "risks, risk, dependencies, risks and dependencies, assumptions",
    Topic.QUESTIONS: "open questions, questions, outstanding questions, unknowns",
    Topic.APPROVALS: "approvals, approval, sign off, stakeholders, approvers, approval process, sign offs",
    Topic.SOURCES: "sources, references, appendix, supporting documents, evidence",
    Topic.NOTES: "notes, additional notes, other notes, additional information, anything else",
    Topic.CHANGES: "changes, change log, revision history, what changed",
    Topic.LIMITS: "limits",
    Topic.FACTS: "key facts, facts, at a glance, campaign details, project details, details",
    Topic.ID: "brief number, brief id, reference, job number, project number",
    Topic.REVISION: "revision, version, version number",
    Topic.STATUS: "status, stage",
    Topic.AUTHOR: "author, owner, prepared by, contact, project lead, campaign owner, requested by, brief owner",
    Topic.TEAM: "team, department, client, brand, company",
    Topic.MARKET: "market, markets, region, geography, location, country, territory",
    Topic.START: "start, start date, launch date, live date, campaign start",
    Topic.END: "end, end date, campaign end, finish date",
    Topic.DATE: "date, date of brief, brief date, last update, last updated",
    Topic.TOTAL: "total budget, budget total, total",
}
_NAMES = {alias.strip(): topic for topic, told in _ALIASES.items() for alias in told.split(",")}


def plain(text: str) -> str:
    """Return a heading without numbers, punctuation and capitals."""
    bare = re.sub(r"^\s*(\d+[.)]?\s*)+", "", text.casefold().replace("&", " and "))
    return " ".join(re.sub(r"[^\w\s]|_", " ", bare).split())


def topics_of(heading: str) -> list[Topic]:
    """Return the topics that a heading may ask for, the likeliest first; nothing where none is likely."""
    said = plain(heading)
    scores: dict[Topic, float] = {}
    for alias, topic in _NAMES.items():
        scores[topic] = max(scores.get(topic, 0.0), _score(said, alias))
    likely = [topic for topic, score in scores.items() if score >= _ALIKE]
    return sorted(likely, key=lambda topic: -scores[topic])


def _score(said: str, alias: str) -> float:
    if said == alias:
        return 2.0
    words, wanted = said.split(), alias.split()
    if len(wanted) > 1 and set(wanted) <= set(words):
        return 1.0 + len(wanted) / 10
    if len(words) <= 4 and set(wanted) <= set(words) and len(alias) >= _LEAST:  # noqa: PLR2004 - a heading, no sentence
        return 0.9 + len(alias) / len(said) / 20
    return _likeness(said, alias) if min(len(said), len(alias)) >= _LEAST else 0.0


def _likeness(said: str, alias: str) -> float:
    """Return how alike two texts are, 0 for those that cannot be alike enough: that is found out far sooner."""
    letters = SequenceMatcher(None, said, alias, autojunk=False)
    likely = letters.real_quick_ratio() >= _ALIKE and letters.quick_ratio() >= _ALIKE
    return letters.ratio() if likely else 0.0


def slot_of(name: str) -> Topic | None:
    """Return the topic of a slot by its own name or by what people call it; a slot is never guessed at."""
    said = plain(name.replace("_", " "))
    own = {topic.value.replace("_", " "): topic for topic in Topic}
    return own.get(said) or _NAMES.get(said)
