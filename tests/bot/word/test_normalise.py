"""Does a document say what Word would show after every change is accepted?"""

from typing import Any

import pytest
from lxml import etree

from bot.word.normalise import normalise, tracked_changes
from tests.bot.word.reading import W, text_of

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BY = 'w:id="1" w:author="Dee"'


def body(xml: str) -> Any:
    return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}" xmlns:mc="{MC}">{xml}</w:body>')


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inner: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>"


def row(text: str, mark: str = "", cell: str = "") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:tcPr>{cell}</w:tcPr>{paragraph(run(text))}</w:tc></w:tr>"


DELETED = f"<w:del {BY}><w:r><w:delText>old</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("xml", "says", "changes"),
    [
        (paragraph(run("same")), ["same"], 0),
        (paragraph(DELETED + f"<w:ins {BY}>{run('new')}</w:ins>"), ["new"], 2),
        (paragraph(f"<w:moveFrom {BY}>{run('there')}</w:moveFrom>{run('here')}"), ["here"], 1),
        (paragraph(f"<w:moveTo {BY}>{run('moved')}</w:moveTo>"), ["moved"], 1),
        (paragraph(f"<w:ins {BY}><w:del {BY}>{run('gone')}</w:del>{run('stays')}</w:ins>"), ["stays"], 2),
        (paragraph(run("one"), f"<w:del {BY}/>") + paragraph(run("two")), ["onetwo"], 1),
        (paragraph(run("one"), f"<w:del {BY}/>") + f"<w:p>{run('two')}</w:p>", ["onetwo"], 1),
        (paragraph(run("one"), f"<w:del {BY}/>") + f"<w:tbl>{row('cell')}</w:tbl>", ["one", "cell"], 1),
        (paragraph(DELETED, f"<w:del {BY}/>") + f"<w:tbl>{row('cell')}</w:tbl>", ["cell"], 2),
        (paragraph(run("one"), f"<w:ins {BY}/>"), ["one"], 1),
        (f"<w:tbl>{row('stays')}{row('gone', f'<w:del {BY}/>')}</w:tbl>", ["stays"], 1),
        (f"<w:tbl>{row('gone', f'<w:del {BY}/>')}</w:tbl>", [], 1),
        (f"<w:tbl>{row('gone', cell=f'<w:cellDel {BY}/>')}</w:tbl>", [], 1),
        (f"<w:tbl>{row('new', f'<w:ins {BY}/>')}</w:tbl>", ["new"], 1),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('held'))}</w:sdtContent></w:sdt>", ["held"], 0),
        (paragraph(f"<w:smartTag><w:smartTagPr/>{run('smart')}</w:smartTag>"), ["smart"], 0),
        (
            paragraph(
                f"<mc:AlternateContent><mc:Choice>{run('new')}</mc:Choice><mc:Fallback>{run('new')}</mc:Fallback>"
                "</mc:AlternateContent><mc:AlternateContent/>"
            ),
            ["new"],
            0,
        ),
    ],
)
def test_changes_are_accepted_as_word_does(xml: str, says: list[str], changes: int) -> None:
    made = body(xml)
    assert tracked_changes(made) == changes
    normalise(made)
    assert [text_of(one) for one in made.iter(f"{W}p")] == says
    assert tracked_changes(made) == 0
