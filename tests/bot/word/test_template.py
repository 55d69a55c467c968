"""Is a team's own template filled with the whole draft, and nothing of its guidance shipped?"""

import subprocess
from pathlib import Path

import pytest

from bot.word.archive import UnsafeFile
from bot.word.outside import for_outside
from bot.word.places import Kind
from bot.word.stamp import read_stamp
from bot.word.template import Filled, fill, read_template
from bot.word.topics import Choices, Left, Topic, slot_of, topics_of
from tests.bot.word.drafts import long_draft, short_draft, stamp_of
from tests.bot.word.hostile import CORPUS
from tests.bot.word.reading import W, body, paragraphs, parts, tables, text_of, unread
from tests.bot.word.templates import bold_headings, dotx, sections, slotted, structured
from workflow.draft import Draft

LONG, SHORT = long_draft(), short_draft()
TEMPLATES = {
    "bold": bold_headings("OBJECTIVES", "TARGET AUDIENCE", "WEATHER", "KPIs", "TIMINGS"),
    "structured": structured(),
    "slots": slotted(),
    "bare": bold_headings(),
}


def filled(name: str, draft: Draft = LONG, choices: Choices | None = None) -> Filled:
    return fill(TEMPLATES[name], draft, stamp_of(draft), choices or {})


def whole(made: Filled) -> str:
    return "\n".join(paragraphs(made.document))


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("draft", [LONG, SHORT], ids=["long", "short"])
def test_every_word_of_the_draft_is_in_the_document(name: str, draft: Draft) -> None:
    assert unread(draft, filled(name, draft).document) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_document_is_stamped_and_named_for_the_brief(name: str) -> None:
    made = filled(name).document
    stamped = read_stamp(made)
    assert stamped is not None
    assert (stamped.brief_id, stamped.revision) == ("BRF-1", 1)
    assert filled(name).document == made


def test_people_outside_see_no_heading_over_nothing_and_no_mark() -> None:
    template = bold_headings("OBJECTIVES", "WEATHER", "APPROVALS")
    kept = fill(template, *for_outside(LONG, stamp_of(LONG)), {"WEATHER": Left.AS_IT_IS}).document
    told = "\n".join(paragraphs(fill(template, *for_outside(LONG, stamp_of(LONG))).document))
    assert "OBJECTIVES" in told
    assert [words for words in ("WEATHER", "APPROVALS", "Not filled", "could not do") if words in told] == []
    assert "WEATHER" in paragraphs(kept)


def test_headings_that_are_only_bold_are_found_and_the_rest_is_told() -> None:
    made = filled("bold")
    assert made.mapping.recognised == (
        ("OBJECTIVES", Topic.OBJECTIVES),
        ("TARGET AUDIENCE", Topic.AUDIENCE),
        ("KPIs", Topic.MEASUREMENT),
        ("TIMINGS", Topic.TIMELINE),
    )
    assert made.mapping.unrecognised == ("WEATHER",)
    assert made.mapping.sentence.startswith("4 of 5 recognised; not filled: WEATHER; added at the end: What changed")


def test_guidance_goes_where_content_came_and_is_marked_where_none_did() -> None:
    made = filled("bold")
    said = whole(made)
    assert "Say something on objectives" not in said
    assert "This is a template" not in said
    assert "Creative Brief: Spring Trail Launch: Ridgeline 2" in said
    marked = {
        text_of(run.getparent())
        for run in body(made.document).iter(f"{W}r")
        if run.find(f".//{W}highlight") is not None
    }
    assert marked == {
        "[Not filled: Baton does not know what this heading asks for.] WEATHER",
        "Say something on weather here.",
    }


def test_what_the_team_chose_for_a_heading_is_done() -> None:
    made = filled("bold", choices={"WEATHER": Topic.RISKS, "KPIs": Left.AS_IT_IS})
    assert ("WEATHER", Topic.RISKS) in made.mapping.recognised
    assert "KPIs" in paragraphs(made.document)
    assert "Say something on kpis here." not in whole(made)
    assert made.mapping.unrecognised == ("KPIs",)
    assert "Measurement" in made.mapping.added


def test_labels_controls_and_landscape_sections_are_filled_and_kept() -> None:
    made = filled("structured")
    *rows, last = tables(made.document)[0]
    assert rows == [["Project name:", LONG.title], ["Owner", "Priya Raman"], ["Market", "UK & Ireland"]]
    assert last == ["[Not filled: Baton does not know what this heading asks for.] Shoe size", ""]
    said = whole(made)
    assert "Click here" not in said
    assert "[Describe the background]" not in said
    assert LONG.summary[0].text in said
    assert sections(body(made.document)) == [None, "landscape", None]  # what is added stands upright
    assert body(made.document).find(f".//{W}showingPlcHdr") is None


def test_places_are_told_before_anything_is_filled() -> None:
    kinds = {place.text: (place.kind, place.topic) for place in read_template(TEMPLATES["structured"])}
    assert kinds["Owner"] == (Kind.LABEL, Topic.AUTHOR)
    assert kinds["Key message"] == (Kind.CONTROL, Topic.PROPOSITION)
    assert kinds["1. Background"] == (Kind.HEADING, Topic.SUMMARY)


def test_slots_are_names_and_never_run() -> None:
    made = filled("slots")
    said = whole(made)
    assert "Budget: £180,000 in all, owned by Priya Raman." in said
    assert "Ask {{horoscope}} and {{7*7}} and {{cycler.__init__}}." in said
    assert made.mapping.unrecognised == ("horoscope", "7*7", "cycler.__init__")
    header = next(root for name, root in parts(made.document).items() if name.startswith("word/header"))
    assert text_of(header) == "Brief BRF-1, revision 1"
    assert "Launch burst – 1 Mar 2027 – 4 Apr 2027 – Media – Launch burst done and agreed" in said


def test_a_dotx_becomes_a_document() -> None:
    made = fill(dotx(TEMPLATES["bold"]), LONG, stamp_of(LONG))
    assert made == filled("bold")
    assert b"template.main" not in made.document


@pytest.mark.parametrize("name", ["a bomb of text", "a .docm", "an entity that reads a file", "a PDF"])
def test_a_hostile_template_is_refused(name: str) -> None:
    with pytest.raises(UnsafeFile):
        fill(CORPUS[name][0](), LONG, stamp_of(LONG))


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("CAMPAIGN OVERVIEW", Topic.SUMMARY),
        ("2. Target audience:", Topic.AUDIENCE),
        ("Tracking & Reporting", Topic.TRACKING),
        ("Our target audience", Topic.AUDIENCE),
        ("Mandatorys", Topic.MANDATORIES),
        ("Budget (media)", Topic.BUDGET),
    ],
)
def test_headings_mean_what_people_mean(heading: str, topic: Topic) -> None:
    assert topics_of(heading)[0] is topic


@pytest.mark.parametrize("heading", ["STRATEGIC PRIORITIES", "Weather", "x", "", "Formative Testing"])
def test_unknown_headings_mean_nothing(heading: str) -> None:
    assert topics_of(heading) == []


def test_slots_have_the_names_of_topics_or_of_what_people_call_them() -> None:
    assert [slot_of(topic.value) for topic in Topic] == list(Topic)
    assert slot_of("Key_Message") is Topic.PROPOSITION
    assert slot_of("7*7") is None


@pytest.mark.parametrize("name", TEMPLATES)
def test_libreoffice_opens_a_filled_template(name: str, soffice: Path, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(filled(name).document)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "brief.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300, cwd=tmp_path)
    assert (tmp_path / "brief.pdf").stat().st_size > 10_000
