"""Does a document in the team's template come back as the draft that it says, with exactly the edits of people?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.word.ingest import Ingested
from bot.word.ingest_filled import ingest_filled
from bot.word.template import Filled, fill
from bot.word.xml import qualified
from tests.bot.word import edits
from tests.bot.word.changed_drafts import LONG, single_edits
from tests.bot.word.drafts import short_draft, stamp_of
from tests.bot.word.edits import edited, typed
from tests.bot.word.reading import W
from tests.bot.word.test_ingest import saved, texts_only
from tests.bot.word.test_template import TEMPLATES
from workflow.difference import differences
from workflow.draft import Draft
from workflow.errors import NotAllowed

BOLD = TEMPLATES["bold"]


def rendered(draft: Draft, template: bytes = BOLD) -> Filled:
    return fill(template, draft, stamp_of(LONG))


ORIGINALS = {name: rendered(LONG, template) for name, template in TEMPLATES.items()}


def returned(*changes: Callable[[Any], None], name: str = "bold") -> Ingested:
    return ingest_filled(edited(ORIGINALS[name].document, *changes), LONG, ORIGINALS[name])


def told(after: Ingested) -> list[tuple[str, str, str]]:
    return [(found.label, found.before, found.after) for found in differences(LONG, after.draft)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_untouched_document_is_the_draft_that_it_was_rendered_from(name: str) -> None:
    assert returned(name=name) == Ingested(LONG, (), (), (), 0)
    short = short_draft()
    original = rendered(short, TEMPLATES[name])
    assert ingest_filled(original.document, short, original) == Ingested(short, (), (), (), 0)


@pytest.mark.parametrize("name", ["structured", "slots"])
def test_a_document_that_libreoffice_saved_is_read_with_exactly_its_edits(
    name: str, soffice: Path, tmp_path: Path
) -> None:
    content = saved(soffice, edited(ORIGINALS[name].document, typed("Dry Humour", "Drier Humour")), tmp_path, "docx")
    read = ingest_filled(content, LONG, ORIGINALS[name])
    assert (told(read), read.problems) == ([("Direction", "Dry Humour", "Drier Humour")], ())


def _of_channels(draft: Draft) -> bool:
    return any(each.label.startswith("Channel") for each in differences(LONG, draft))


def test_every_edit_is_read_as_exactly_that_edit() -> None:
    drafts = [draft for draft in single_edits() if not _of_channels(draft)][::3]
    wrong = [
        [each.label for each in differences(LONG, draft)]
        for draft in drafts
        if texts_only(ingest_filled(rendered(draft).document, LONG, ORIGINALS["bold"]).draft) != texts_only(draft)
    ]
    assert len(drafts) > 25
    assert wrong == []


def test_words_whose_mark_went_with_them_are_found_by_their_neighbours() -> None:
    def retyped(body: Any) -> None:
        paragraph = edits.paragraph_with(body, LONG.proposition.reasons[0].text)
        paragraph[:] = [paragraph[0], edits.new_run("Another reason altogether.")]

    assert [(label, after) for label, _, after in told(returned(retyped))] == [
        ("Reason to believe", "Another reason altogether.")
    ]


def test_a_new_bullet_joins_the_list_above_it_and_a_new_paragraph_elsewhere_is_kept_as_a_note() -> None:
    last = LONG.proposition.mandatories[-1].text
    after = returned(edits.enters(last, "Show the sole."), edits.enters("WEATHER", "It will rain."))
    assert [claim.text for claim in after.draft.proposition.mandatories][-1] == "Show the sole."
    assert after.draft.notes[-1].claim.text == "It will rain."
    assert [problem for problem in after.problems if "It will rain." in problem] != []


def test_the_templates_own_words_stay_what_they_are() -> None:
    after = returned(typed("KPIs", "Indicators"))
    assert after.draft == LONG
    assert after.problems == ("“KPIs” is your template's own; “Indicators” was not taken over.",)


def test_what_shares_a_line_is_read_where_it_can_be_told() -> None:
    assert told(returned(typed("£180,000", "£170,000"), name="slots")) == [("Budget, total", "£180,000", "£170,000")]
    after = returned(typed("in all, owned by", "all told, by"), name="slots")
    assert after.draft == LONG
    assert "shares a line with your template's own words" in after.problems[0]


def test_rows_told_line_by_line_are_read_as_rows() -> None:
    after = returned(typed("Launch burst – 1 Mar 2027", "Launch burst – 2 Mar 2027"), name="slots")
    assert told(after) == [("Start, Launch burst", "1 March 2027", "2 March 2027")]
    broken = returned(typed("Launch burst – 1 Mar 2027 – 4 Apr 2027", "Launch burst, in March"), name="slots")
    assert broken.draft == LONG
    assert "cannot be read as a row (Phase – From – To – Owner – Deliverable)" in broken.problems[0]


def test_a_document_without_any_mark_is_refused_in_a_sentence() -> None:
    def forget(body: Any) -> None:
        for mark in [*body.iter(qualified("bookmarkStart"), f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)

    with pytest.raises(NotAllowed, match="its invisible marks are gone from this document"):
        returned(forget)


def test_remarks_in_the_margin_come_along() -> None:
    content = edits.comment(LONG.proposition.tone[0].text, "Warmer, please.")(ORIGINALS["bold"].document)
    (note, *_) = ingest_filled(content, LONG, ORIGINALS["bold"]).comments
    assert (note.text, note.section) == ("Warmer, please.", "proposition")
