"""Does the monthly report say what changed, on two pages, readable by those who cannot see its picture?"""

import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from bot.charts import chart_alt_text, digest_chart
from bot.views.leverage import CAVEAT
from bot.views.report import DEFINITIONS
from bot.word.pdf import pdf
from bot.word.report import render_report
from tests.bot.rewritten import rewritten
from tests.bot.word.drafts import long_draft
from tests.workflow import story as s
from tests.workflow.test_report import BEFORE, OCTOBER, slower
from workflow.leverage import Authorship
from workflow.report import Report, pictured
from workflow.surviving import surviving

ALT = chart_alt_text(OCTOBER)
WORDS = surviving(long_draft(), rewritten(long_draft(), 1))
WRITTEN = tuple(Authorship(f"BRF-{number}", s.START, WORDS, 60) for number in range(6))
SLOWER = replace(OCTOBER, stages=tuple(slower(stage, timedelta(hours=3)) for stage in OCTOBER.stages))


@pytest.fixture(scope="module")
def picture() -> bytes:
    return digest_chart(OCTOBER)


def said(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(text.text or "" for text in document.element.body.iter() if text.tag.endswith("}t"))


def test_the_report_tells_figures_changes_leverage_and_one_suggestion(picture: bytes) -> None:
    text = said(render_report(Report("Northfold <&> marketing", SLOWER, BEFORE, WRITTEN, WRITTEN[:5]), picture, ALT))
    for part in (
        "What changed operationally",
        "October 2026  ·  Northfold <&> marketing",
        "Worse. ",
        "All stages together: half was decided within",
        "July 2026",
        "“Timeline”: ",
        "The marketer is the editor: of 6 briefs",
        "Timeline: ",
        "Minutes saved: about ",
        "First draft: half within ",
        CAVEAT,
        "One thing to try",
        DEFINITIONS,
    ):
        assert part in text, part


def test_what_nobody_told_is_said_to_be_unknown(picture: bytes) -> None:
    silent = replace(OCTOBER.leverage, told=0, compared=0, saved_minutes=None, told_minutes=None)
    text = said(render_report(Report("T", replace(OCTOBER, leverage=silent), ()), picture, ALT))
    assert "Minutes saved: not known, since no author told what a brief took." in text
    assert "Nothing moved by enough" in text
    answered = replace(silent, told=3)
    assert "no baseline_minutes" in said(
        render_report(Report("T", replace(OCTOBER, leverage=answered), ()), picture, ALT)
    )


def test_an_empty_month_is_a_report_too(picture: bytes) -> None:
    flow = replace(OCTOBER.flow, reasons=(), loops=0)
    stages = tuple(replace(stage, decided=(), recent=()) for stage in OCTOBER.stages)
    empty = replace(OCTOBER, stages=stages, completed=0, first_pass=0, loops=0, flow=flow)
    text = said(render_report(Report("T", empty, BEFORE), picture, ALT))
    assert "No handover was decided." in text
    assert "No changes were requested" in text
    assert "One thing to try" not in text


def test_the_picture_can_be_read_out_and_equal_figures_make_equal_bytes(picture: bytes) -> None:
    report = Report("Northfold", OCTOBER, BEFORE, WRITTEN)
    content = render_report(report, picture, ALT)
    assert content == render_report(report, picture, ALT)
    document = docx.Document(io.BytesIO(content))
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == ALT
    assert document.core_properties.title == "What changed operationally, October 2026"


@pytest.mark.slow
@pytest.mark.parametrize("stages", [3, 6, 8])
def test_it_is_two_pages_long(stages: int, soffice: Path) -> None:
    month = replace(SLOWER, stages=(SLOWER.stages * 3)[:stages])
    report = Report("Northfold marketing", month, BEFORE, WRITTEN, WRITTEN[:5])
    made = pdf(render_report(report, digest_chart(pictured(month)), ALT), office=str(soffice))
    assert made is not None
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2
