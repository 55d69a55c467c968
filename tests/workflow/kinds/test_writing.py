"""What becomes of requested changes, and what differs between two revisions of a paper?"""

from dataclasses import replace

from tests.workflow.kinds.reports import said, told, written
from workflow.draft import Basis
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.changed import paper_differences
from workflow.kinds.writing import Asked, material_changes

FILMS = Asked(1, "Figures check", "Dee Okafor", "cost", "Say what the films cost.", "Half of it went there.")


def test_a_request_stands_word_for_word_in_the_section_that_it_named() -> None:
    paper = written(FILMS)
    notes = {part.section: part.notes for part in paper.parts if part.notes}
    assert list(notes) == ["cost"]
    assert notes["cost"][0].text == (
        "Dee Okafor, Figures check, asked of revision 1: “Say what the films cost”. Why: “Half of it went there”."
    )
    assert notes["cost"][0].basis is Basis.QUOTED
    assert [source.id for source in paper.sources] == ["S1", "S2"]
    assert notes["cost"][0].sources == ("S2",)
    assert paper.answers[0].answer.startswith("Carried word for word into “What it cost”.")


def test_a_request_for_no_section_or_for_one_that_is_none_stands_in_the_first() -> None:
    for section in (None, "sky"):
        paper = written(replace(FILMS, section=section, why=""))
        assert [part.section for part in paper.parts if part.notes] == ["result"]


def test_a_section_that_says_nothing_appears_with_the_request_about_it() -> None:
    paper = written(replace(FILMS, section="did_not"), did_not=None)
    assert said(paper, "did_not") == []
    assert [part.title for part in paper.parts if part.notes] == ["What did not"]


def test_a_note_changes_nothing_that_approvers_rely_on_and_a_figure_does() -> None:
    assert material_changes(REPORT, written(), written(FILMS)) == ()
    assert material_changes(REPORT, written(), written(worked="The windows.")) == ()
    assert material_changes(REPORT, written(), written(spent="42000")) == ("cost", "channels")


def test_the_differences_are_told_by_section_in_reading_order() -> None:
    after = written(FILMS, spent="42000", did_not=None, next_time="Tents. And rain coats.")
    found = paper_differences(written(), after)
    assert [(one.place, one.label) for one in found][:3] == [
        ("What it cost", "What it cost"),
        ("What it cost", "What it cost"),
        ("What it cost", "Note"),
    ]
    assert (found[0].before, found[0].after) == (
        "£41,250 of the budget of £46,000 was spent, 90% of it.",
        "£42,000 of the budget of £46,000 was spent, 91% of it.",
    )
    gone = [one for one in found if not one.after]
    assert {one.place for one in gone} == {"Next time", "What did not"}
    assert "Table" in {one.label for one in found}
    assert paper_differences(written(), written()) == ()


def test_the_same_answers_write_the_same_paper() -> None:
    assert written(FILMS) == written(FILMS)
    assert told() == told()
