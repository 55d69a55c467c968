"""Does the agent's draft stand beside a person's brief with all that it says, and nothing of how it was made?"""

import re

import pytest

from tests.workflow.drafting.material import FILES, campaign, drafted
from workflow.checks.prose import texts
from workflow.draft import Approval, Basis, Claim, Draft, Learning, Section, SectionNote, Source
from workflow.shadow.floor import FLOOR, passed
from workflow.shadow.neutral import neutral
from workflow.shadow.rival import sheet_of
from workflow.shadow.sheet import Sheet, sheet_hash
from workflow.surviving import words

CLAIM = Claim(text="Clicks rose by a third.", basis=Basis.QUOTED, sources=("S2",))


def made(name: str) -> Draft:
    """Return a draft with everything that a draft can hold."""
    learning = Learning(campaign="Autumn 2025", happened=CLAIM, therefore=CLAIM)
    return drafted(name).model_copy(
        update={
            "learnings": (learning,),
            "notes": (SectionNote(section=Section.RISKS, claim=Claim(text="Mind the rain.", basis=Basis.REQUEST)),),
            "limits": ("The model could not be asked.",),
            "approvals": (Approval(stage="designer", title="Design review", approvers="Dee Okafor", sla="8h"),),
            "sources": (Source(id="S2", title="Autumn results", locator="library/LIB-1"),),
        }
    )


FORMULAIC = set(
    words(
        "request playbook’s playbook insufficient data author’s adds usual weight beside the other channels "
        "questions wait"
    )
)
"""Words of set phrases that are put into anybody's words."""


def said(sheet: Sheet) -> set[str]:
    return set(words(sheet.said()))


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_the_sections_is_there_and_nothing_of_how_it_was_made(name: str) -> None:
    whole = made(name)
    found = sheet_of(whole)
    left_out = {"limits", "answers", "approvals", "sources", "title", "market", "author", "currency"}
    kept = [text for field in Draft.model_fields if field not in left_out for text in texts(getattr(whole, field))]
    missing = set(words("\n".join(kept))) - said(found) - set(words(whole.written_by)) - FORMULAIC
    assert not {word for word in missing if not word.isdigit()}
    for hidden in ("The model could not be asked", "Dee Okafor", "LIB-1", "Embedded", "[S"):
        assert hidden not in found.said()


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_left_broken_where_a_set_phrase_was(name: str) -> None:
    broken = re.compile(r"(?:[,;:]| and| or| in) ?\.|\( ?\)| [,.;:](?!\d)|[ \n](?:and|or) ?(?:\n|$)")
    for passage in neutral(sheet_of(made(name)), (), "").parts:
        for text in (text for one in passage.passages for text in one.texts):
            assert not broken.search(text), text


@pytest.mark.parametrize(
    ("note", "plain"),
    [
        ("The team’s standing guidance: “Name the shop.”.", '"Name the shop.".'),
        ("Found on the web on 3 March 2027, not verified: Walkers walk.", "Walkers walk."),
    ],
)
def test_notes_that_only_the_agent_writes_are_told_as_anybody_would(note: str, plain: str) -> None:
    noted = SectionNote(section=Section.RISKS, claim=Claim(text=note, basis=Basis.JUDGEMENT))
    draft = drafted("minimal").model_copy(update={"notes": (noted,)})
    assert neutral(sheet_of(draft), (), "").under(Section.RISKS)[-1].text == plain


def test_the_embedded_agent_passes_the_floor_from_answers_that_are_complete() -> None:
    asked = campaign("ridgeline")
    found = neutral(sheet_of(drafted()), ("Priya Raman",), asked.name)
    assert passed(found, asked) == {check.name for check in FLOOR}
    assert all(found.said(part.section) for part in found.parts)


def test_a_section_without_content_says_nothing() -> None:
    bare = made("minimal").model_copy(update={"risks": (), "questions": (), "notes": ()})
    assert sheet_of(bare).said(Section.RISKS) == ""
    assert sheet_hash(sheet_of(bare)) != sheet_hash(sheet_of(made("minimal")))


@pytest.mark.parametrize("name", FILES)
def test_no_set_phrase_of_the_drafter_tells_its_brief_at_a_glance(name: str) -> None:
    found = neutral(sheet_of(drafted(name)), ("Priya Raman",), campaign(name).name).said()
    telling = re.compile(
        r"playbook|\bthe request\b|author adds|author's words|insufficient data|wait for an answer", re.IGNORECASE
    )
    assert telling.findall(found) == []
