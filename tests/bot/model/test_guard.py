"""Does nothing get past the guard that was not given?"""

import pytest

from bot.model.guard import Known, problems, tidy
from bot.model.passages import Passage
from tests.workflow.drafting.material import campaign
from workflow.draft import Basis, Section

KNOWN = Known.of(campaign("ridgeline"))
IDEA = Passage(
    "directions.0.idea", Section.DIRECTIONS, "a direction", "Problem", "Start from what stands in the way of 2 people."
)
ADVICE = Passage(
    "channels.0.recommendations.0",
    Section.CHANNELS,
    "a recommendation",
    "Meta",
    "Leave a new ad set alone for about 14 days; use three executions.",
    Basis.PLAYBOOK,
)
LINE = Passage("directions.0.line", Section.DIRECTIONS, "a hook line", "Problem", "")


def faults(text: str, passage: Passage = IDEA) -> list[str]:
    return list(problems(passage, tidy(text), KNOWN))


@pytest.mark.parametrize(
    "text",
    [
        "Begin with the wet Saturday: what keeps 2 people at home?",
        "Show 50,000 flexes of the membrane, from 1 March 2027 to 16 May 2027.",
        "With £180,000, win 9,200 first purchases.",
        "Find it at https://northfold.example/ridgeline before 15 March 2027.",
        "Say “muddy path, pub floor” and nothing else.",
        "It may rain; march on.",
        "Ask one person, once, first of all.",
    ],
)
def test_what_was_given_may_be_said(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Reach 12,000 people.", "the figure “12000”"),
        ("Reach 40% of them.", "the figure “%”"),
        ("Reach forty of them.", "the figure “forty”"),
        ("Double the sales.", "the figure “double”"),
        ("Half of them buy.", "the figure “half”"),
        ("Reach ½ of them.", "the figure “½”"),
        ("Reach ٤٥ of them.", "the figure “٤٥”"),
        ("Spend $2 a head.", "the figure “$”"),
        ("Win 9.200 purchases.", "the figure “9.200”"),
        ("Start in June.", "the date “June”"),
        ("Start on 1 May.", "the date “1 May”"),
        ("Start on May 1.", "the date “May 1”"),
        ("Start on March 16.", "the date “March 16”"),
        ("Spend GBP 2.", "the figure “gbp”"),
        ("Start on Friday.", "the date “Friday”"),
        ("See https://evil.example/x now.", "the address"),
        ("Write to rosa@northfold.example now.", "the address"),
        ("See evil.com for more.", "the address “evil.com”"),
        ("Ask @channel.", "the address"),
        ("The best shoe.", "the claim “best”"),
        ("A guaranteed grip.", "the claim “guaranteed”"),
        ("A customer said “they changed my life”.", "quotes “they changed my life”"),
        ("<!channel> look here.", "not prose"),
        ("<@U0ROSA> look here.", "not prose"),
        ("<b>Look</b> here.", "not prose"),
        ("Put {{budget}} here.", "not prose"),
        ("See [S4] here.", "not prose"),
        ("As an AI I cannot.", "not prose"),
        ("", "It is empty."),
        (" \u200b\u2060\U000e0041 ", "It is empty."),
        ("word " * 60, "characters; keep it under"),
    ],
)
def test_what_was_not_given_is_refused_with_a_reason(text: str, sentence: str) -> None:
    assert any(sentence in each for each in faults(text)), faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Leave a new ad set alone; use three executions.",
        "Leave a new ad set alone for 14 days, then 14 more; use three executions.",
        "Leave a new ad set alone for about 14 days; use 9,200 executions.",
    ],
)
def test_the_playbooks_figures_are_kept_exactly(text: str) -> None:
    assert faults(text, ADVICE)
    assert faults("For some 14 days let a new ad set learn, with three executions.", ADVICE) == []


def test_a_hook_line_is_short() -> None:
    assert faults("Dry feet, honest shoes.", LINE) == []
    assert faults("A line " * 20, LINE)


def test_words_are_tidied_of_control_characters_invisible_ones_and_search_marks() -> None:
    given = "Dry\x00 feet,\n\thonest\u202e shoes\ue200cite\ue202turn0search1\ue201.\x1b"
    assert tidy(given) == "Dry feet, honest shoes."
