"""Do creative directions start from what is known, and come last where they wait for something to be known?"""

from dataclasses import replace

from tests.workflow.drafting.material import WALKERS, assignment
from workflow.draft import Basis, Direction
from workflow.drafting.compose import EmbeddedDrafter
from workflow.library import NO_EVIDENCE, Evidence, Fact


def directions(*facts: str, **changed: object) -> dict[str, Direction]:
    study = WALKERS.model_copy(update={"facts": tuple(Fact(text=text, place="paragraph 1") for text in facts)})
    evidence = Evidence((), (study,), 0) if facts else NO_EVIDENCE
    task = replace(assignment(notes="", **changed), evidence=evidence)
    return {each.name: each for each in EmbeddedDrafter().draft(task).directions}


def test_a_difficulty_that_research_found_is_where_a_direction_starts() -> None:
    found = directions("Most walkers fear wet rock.", "They walk on Saturdays.", audience="Walkers in old boots")
    assert list(found)[:2] == ["Problem, then answer", "People like them"]
    first, second = (each.reason for each in list(found.values())[:2])
    assert (first.text, first.basis) == ("Research says: “Most walkers fear wet rock”.", Basis.QUOTED)
    assert second.text == "Research says: “They walk on Saturdays”."


def test_a_difficulty_in_the_description_of_the_audience_is_used_in_its_own_words() -> None:
    found = directions(audience="Families with old cars who are concerned about fuel and need space")
    assert "“concerned about fuel and need space”" in found["Problem, then answer"].idea


def test_a_word_of_trouble_alone_is_no_difficulty() -> None:
    assert "The request names none" in directions(audience="Walkers who worry")["Problem, then answer"].idea


def test_what_waits_for_evidence_comes_last() -> None:
    names = ["People like them", "The right moment", "Before and after", "Problem, then answer"]
    assert list(directions(audience="Walkers in old boots")) == names
