"""Does a copy for an agency say the whole brief and nothing internal?"""

import io

import docx
import pytest

from bot.word.ingest import ingest
from bot.word.normalise import tracked_changes
from bot.word.outside import OUR_OWN
from bot.word.render import Audience, render
from bot.word.stamp import read_stamp
from tests.bot.word.drafts import long_draft, stamp_of
from tests.bot.word.hostile import unpacked
from tests.bot.word.reading import body, complaints, unread
from workflow.draft import Source

LONG = long_draft()
PUBLIC = Source(id="S7", title="A report", locator="https://example.org/report")
DRAFT = LONG.model_copy(update={"sources": (*LONG.sources, PUBLIC)})
COPY = render(DRAFT, stamp_of(DRAFT), Audience.OUTSIDE)
WHOLE = b"\n".join(unpacked(COPY).values()).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "internal",
    ["library/", "could not do", "It cannot judge tone", "Name the retailers.", "What changed", "Priya Raman ("],
)
def test_nothing_internal_is_in_any_part_of_the_file(internal: str) -> None:
    assert internal not in WHOLE


def test_the_rest_of_the_brief_is_there() -> None:
    missing = set(unread(DRAFT, COPY))
    answered = {text for one in DRAFT.answers for text in (one.note, one.answer, one.by, one.stage)}
    assert missing <= {*DRAFT.limits, *answered, *(source.locator for source in LONG.sources)}
    assert OUR_OWN in WHOLE
    assert PUBLIC.locator in WHOLE
    assert complaints(COPY) == []


def test_the_file_names_the_team_and_the_revision_and_nobody_else() -> None:
    properties = docx.Document(io.BytesIO(COPY)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("Northfold marketing", "Baton", "")
    assert read_stamp(COPY) == read_stamp(render(DRAFT, stamp_of(DRAFT)))


def test_the_file_carries_no_comments_and_no_tracked_changes() -> None:
    assert tracked_changes(body(COPY)) == 0
    assert not [name for name in unpacked(COPY) if "comment" in name]


def test_a_copy_that_comes_back_is_still_the_whole_draft() -> None:
    assert ingest(COPY, DRAFT).draft == DRAFT


def test_an_edit_in_a_copy_is_read() -> None:
    after = DRAFT.model_copy(update={"title": "Spring Trail"})
    assert ingest(render(after, stamp_of(after), Audience.OUTSIDE), DRAFT).draft == after
