"""Are objective, audience and proposition clear enough to work from?"""

import re
from collections.abc import Iterator

from workflow.checks.rules import Material, Rule
from workflow.draft import Section
from workflow.drafting.words import count, day, sentences

MOST_OBJECTIVES = 3
MOST_PROPOSITION_WORDS = 25
FEWEST_MESSAGE_WORDS, MOST_MESSAGE_WORDS = 6, 12
MOST_REASONS = 5
_DEMOGRAPHIC = frozenset(
    "a an and or the all any in of from to who are is our men women man woman male female males females adults adult "
    "people persons consumers customers users public general everyone everybody anyone aged age ages years old year "
    "olds over under above below between young older millennials millennial boomers boomer gen z x y "
    "genders gender income incomes class households household families family parents students seniors urban rural "
    "uk us eu usa britain ireland england london nationwide national abc1 c2de".split()
)
_TOO_WIDE = re.compile(r"\b(everyone|everybody|anyone|general public|all (?:people|consumers|adults))\b", re.IGNORECASE)
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)\+?\d[\d ()-]{8,}\d(?!\w)")


def _unmeasured(material: Material) -> Iterator[str]:
    for objective in material.draft.objectives:
        if not re.search(r"\d", objective.target) or not objective.metric.strip():
            yield "The objective has no number to reach: give a target, and what it is counted in."


def _badly_dated(material: Material) -> Iterator[str]:
    draft = material.draft
    for objective in draft.objectives:
        if not draft.start <= objective.by <= draft.end:
            yield (
                f"An objective is due on {day(objective.by)}, outside the flight "
                f"from {day(draft.start)} to {day(draft.end)}."
            )


def _no_baseline(material: Material) -> Iterator[str]:
    if material.campaign.baseline is None:
        yield "The baseline is not known, so nobody can say later what the campaign changed."


def _no_objective(material: Material) -> Iterator[str]:
    if not material.draft.objectives:
        yield "The brief has no objective."


def _two_measures(material: Material) -> Iterator[str]:
    if re.search(r"\s(?:and|or)\s|[;&]|,\s", material.campaign.metric):
        yield "The success metric seems to name more than one measure: choose the one that decides."


def _many_objectives(material: Material) -> Iterator[str]:
    found = len(material.draft.objectives)
    if found > MOST_OBJECTIVES:
        yield f"The brief has {found} objectives; {MOST_OBJECTIVES} at most can be served by one campaign."


def _only_demographics(material: Material) -> Iterator[str]:
    words = re.findall(r"[^\W\d_]+", material.campaign.audience.casefold())
    if words and _DEMOGRAPHIC.issuperset(words):
        yield "The audience is demographics only: add what these people do, think or need."


def _too_wide(material: Material) -> Iterator[str]:
    match = _TOO_WIDE.search(material.campaign.audience)
    if match:
        yield f"The audience says “{match[0]}”: no work can be made for that."


def _no_insight(material: Material) -> Iterator[str]:
    if not any(each.need or each.barrier or each.facts for each in material.draft.audiences):
        yield "Nothing is said about what the audience needs or what holds it back."


def _personal_data(material: Material) -> Iterator[str]:
    if _PERSONAL.search(material.campaign.audience):
        yield "The audience text seems to hold an e-mail address or a telephone number: take personal data out."


def _no_proposition(material: Material) -> Iterator[str]:
    if material.draft.proposition.statement is None:
        yield "There is no proposition: the one thing to say has to come from people."


def _two_propositions(material: Material) -> Iterator[str]:
    statement = material.draft.proposition.statement
    if statement and len(sentences(statement.text)) > 1:
        yield "The proposition is more than one sentence: say one thing."


def _long_proposition(material: Material) -> Iterator[str]:
    statement = material.draft.proposition.statement
    words = len(statement.text.split()) if statement else 0
    if words > MOST_PROPOSITION_WORDS:
        yield f"The proposition has {words} words; {MOST_PROPOSITION_WORDS} at most can be kept in mind."


def _message_length(material: Material) -> Iterator[str]:
    """Say when the message, or its part before or after a colon or a dash, is not as long as one that is kept."""
    statement = material.draft.proposition.statement
    parts = re.split(r"\s*[:–—]\s+", statement.text) if statement else []
    lengths = [len(part.split()) for part in (statement.text, *parts)] if statement else []
    words = lengths[0] if lengths else 0
    fits = any(FEWEST_MESSAGE_WORDS <= length <= MOST_MESSAGE_WORDS for length in lengths)
    if words and not fits and words <= MOST_PROPOSITION_WORDS:
        yield (
            f"The proposition has {count(words, 'word')}; "
            f"a message of {FEWEST_MESSAGE_WORDS} to {MOST_MESSAGE_WORDS} says enough and is remembered."
        )


def _many_reasons(material: Material) -> Iterator[str]:
    found = len(material.draft.proposition.reasons)
    if found > MOST_REASONS:
        yield f"There are {found} reasons to believe; more than {MOST_REASONS} compete with each other."


def _double_proposition(material: Material) -> Iterator[str]:
    statement = material.draft.proposition.statement
    if statement and re.search(r"\band\b", statement.text, re.IGNORECASE):
        yield "The proposition contains “and”: check that it does not promise two things."


RULES = (
    Rule(1, "objective-measured", "warn", Section.OBJECTIVES, _unmeasured),
    Rule(1, "objective-in-flight", "warn", Section.OBJECTIVES, _badly_dated),
    Rule(2, "baseline-known", "warn", Section.OBJECTIVES, _no_baseline),
    Rule(3, "objective-present", "block", Section.OBJECTIVES, _no_objective),
    Rule(3, "one-measure", "warn", Section.OBJECTIVES, _two_measures),
    Rule(3, "few-objectives", "warn", Section.OBJECTIVES, _many_objectives),
    Rule(12, "audience-not-only-demographic", "warn", Section.AUDIENCE, _only_demographics),
    Rule(12, "audience-narrow", "warn", Section.AUDIENCE, _too_wide),
    Rule(13, "audience-insight", "warn", Section.AUDIENCE, _no_insight),
    Rule(29, "no-personal-data", "block", Section.AUDIENCE, _personal_data),
    Rule(10, "proposition-present", "warn", Section.PROPOSITION, _no_proposition),
    Rule(10, "proposition-one-sentence", "warn", Section.PROPOSITION, _two_propositions),
    Rule(10, "proposition-short", "warn", Section.PROPOSITION, _long_proposition),
    Rule(10, "proposition-single", "warn", Section.PROPOSITION, _double_proposition),
    Rule(11, "message-length", "warn", Section.PROPOSITION, _message_length),
    Rule(21, "few-reasons", "warn", Section.PROPOSITION, _many_reasons),
)
"""The rules about what the campaign is for."""
