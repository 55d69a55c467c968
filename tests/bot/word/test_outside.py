"""Does a copy for an agency say the whole brief and nothing internal, and does an edit of it lose nothing?"""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from bot.word.normalise import tracked_changes
from bot.word.outside import OUR_OWN, outside_view
from bot.word.render import Audience, render
from bot.word.returned import ingest_outside, restored
from bot.word.stamp import read_stamp
from tests.bot.word.changed_drafts import single_edits
from tests.bot.word.drafts import long_draft, stamp_of
from tests.bot.word.edits import edited, typed
from tests.bot.word.hostile import unpacked
from tests.bot.word.reading import body, complaints, unread
from tests.bot.word.test_ingest import saved
from tests.workflow.drafting import material
from workflow.difference import differences
from workflow.draft import Basis, Draft, Section, SectionNote, Source
from workflow.drafting.compose import EmbeddedDrafter
from workflow.library import Dispute, Evidence, Ratio

TEAM = "Northfold marketing"
LONG = long_draft()
PUBLIC = Source(id="S7", title="A report", locator="https://example.org/report")
DRAFT = LONG.model_copy(update={"author": "Priya Raman", "sources": (*LONG.sources, PUBLIC)})


def copy_of(draft: Draft) -> bytes:
    return render(draft, stamp_of(draft), Audience.OUTSIDE)


def said(content: bytes) -> str:
    """Return every part of a file and every part's name as one text."""
    return "\n".join(f"{name}\n{part.decode('utf-8', 'replace')}" for name, part in unpacked(content).items())


COPY = copy_of(DRAFT)
WHOLE = said(COPY)


def lived() -> Draft:
    """What the agent writes with a library at hand and after colleagues asked for changes."""
    dispute = Dispute(place="row 4", ratio=Ratio.RETURN_ON_INVESTMENT, stated="310%", recomputed=Decimal("1.1"))
    disputed = material.AUTUMN.model_copy(update={"disputes": (dispute,)})
    asked = (
        material.change("Axel must not hear of the merger.", Section.AUDIENCE),
        material.change("Add: Carry the test reference.", Section.PROPOSITION, 2),
    )
    given = material.assignment("ridgeline", *asked, baseline="")
    return EmbeddedDrafter().draft(replace(given, evidence=Evidence((disputed,), (material.WALKERS,), held=1)))


INTERNAL = (
    "library/",
    "autumn.csv",
    "walkers.md",
    "row 4",
    "310%",
    "merger",
    "request/",
    "Dee Okafor",
    "Design review",
    "Marketing sign-off",
    "Maya Lind",
    "Priya Raman",
    "for an answer",
    "does not guess",
    "A baseline to start from",
    "no earlier campaign was at hand",
)


@pytest.mark.parametrize("draft", [lived(), material.drafted()], ids=["with a past", "first"])
def test_nothing_internal_is_in_any_part_of_what_the_agent_writes(draft: Draft) -> None:
    document = copy_of(draft)
    assert [words for words in INTERNAL if words in said(document)] == []
    assert complaints(document) == []


def test_those_words_are_in_the_teams_own_documents() -> None:
    whole = "".join(said(render(draft, stamp_of(draft))) for draft in (lived(), material.drafted()))
    assert [words for words in INTERNAL if words not in whole] == []
    assert "Carry the test reference" in said(copy_of(lived())), "what a request brought into the brief is the brief"


@pytest.mark.parametrize(
    "internal",
    ["library/", "could not do", "It cannot judge tone", "Name the retailers.", "What changed", "Priya Raman"],
)
def test_nothing_internal_is_in_any_part_of_the_file(internal: str) -> None:
    assert internal not in WHOLE


def test_the_rest_of_the_brief_is_there() -> None:
    assert unread(outside_view(DRAFT, TEAM), COPY) == []
    assert OUR_OWN in WHOLE
    assert PUBLIC.locator in WHOLE
    assert complaints(COPY) == []


def test_what_people_added_by_hand_is_the_brief_even_where_it_cites_the_library() -> None:
    note = DRAFT.notes[0].claim.model_copy(update={"basis": Basis.JUDGEMENT})
    by_hand = DRAFT.model_copy(update={"notes": (SectionNote(section=Section.RISKS, claim=note),)})
    assert outside_view(by_hand, TEAM).notes == by_hand.notes


def test_the_file_names_the_team_and_the_revision_and_nobody_else() -> None:
    properties = docx.Document(io.BytesIO(COPY)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == (TEAM, "Baton", "")
    stamp, own = read_stamp(COPY), read_stamp(render(DRAFT, stamp_of(DRAFT)))
    assert stamp is not None
    assert own is not None
    assert (stamp.outside, own.outside) == (True, False)
    assert replace(stamp, outside=False) == own


def test_a_copy_of_a_team_without_a_name_names_no_person() -> None:
    nameless = render(DRAFT, replace(stamp_of(DRAFT), team=""), Audience.OUTSIDE)
    assert docx.Document(io.BytesIO(nameless)).core_properties.author == "The team"


def test_the_file_carries_no_comments_and_no_tracked_changes() -> None:
    assert tracked_changes(body(COPY)) == 0
    assert not [name for name in unpacked(COPY) if "comment" in name]


@pytest.mark.parametrize("draft", [DRAFT, lived(), material.drafted()], ids=["long", "with a past", "first"])
def test_a_copy_that_comes_back_untouched_is_still_the_whole_draft(draft: Draft) -> None:
    read = ingest_outside(copy_of(draft), draft, TEAM)
    assert read.draft == draft
    assert read.problems == ()


def test_an_edit_in_a_copy_is_that_edit_and_nothing_else() -> None:
    draft = lived()
    word = "Weekend walkers 2025"
    read = ingest_outside(edited(copy_of(draft), typed(word, f"{word}, spring")), draft, TEAM)
    (found,) = differences(draft, read.draft)
    assert found.after.endswith(f"{word}, spring")
    assert read.draft.notes == draft.notes
    assert read.draft.limits == draft.limits


def test_a_copy_that_libreoffice_saved_is_still_the_whole_draft(soffice: Path, tmp_path: Path) -> None:
    back = saved(soffice, COPY, tmp_path, "docx")
    stamp = read_stamp(back)
    assert stamp is not None
    assert stamp.outside
    assert ingest_outside(back, DRAFT, TEAM).draft == DRAFT


def comparable(draft: Draft) -> Draft:
    """Return a draft without what a copy never shows, so that no edit can be made of it there."""
    sources = tuple(source.model_copy(update={"locator": ""}) for source in draft.sources)
    return draft.model_copy(update={"sources": sources, "no_learnings": None})


def test_every_edit_of_a_copy_is_that_edit_of_the_whole_draft() -> None:
    for after in single_edits():
        seen = outside_view(after, TEAM)
        assert comparable(restored(seen, LONG, TEAM)) == comparable(after)


def test_a_source_that_is_not_shown_stays_cited_where_another_is_added() -> None:
    draft = lived()
    seen = outside_view(draft, TEAM)
    place = next(i for i, one in enumerate(seen.proposition.mandatories) if "test reference" in one.text)
    mandatory = seen.proposition.mandatories[place].model_copy(update={"sources": ("S1",)})
    mandatories = (*seen.proposition.mandatories[:place], mandatory, *seen.proposition.mandatories[place + 1 :])
    edit = seen.model_copy(update={"proposition": seen.proposition.model_copy(update={"mandatories": mandatories})})
    back = restored(edit, draft, TEAM).proposition.mandatories[place]
    assert set(back.sources) == {"S1", *draft.proposition.mandatories[place].sources}


def test_what_is_not_shown_stays_behind_what_it_followed() -> None:
    draft = lived()
    kept = restored(outside_view(draft, TEAM).model_copy(update={"questions": (), "summary": ()}), draft, TEAM)
    assert [one.text for one in kept.questions] == [
        one.text for one in draft.questions if "request of revision" in one.text
    ]
    assert kept.summary == draft.summary[-1:]
