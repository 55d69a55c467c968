"""Does a copy in the team's own template leave behind what the template's makers left in it?"""

import io
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from bot.word.guard import guard
from bot.word.ingest import ingest
from bot.word.render import render
from bot.word.scrub import scrubbed
from bot.word.stamp import read_stamp
from bot.word.xml import element, text_element
from tests.bot.word.drafts import long_draft, stamp_of
from tests.bot.word.hostile import unpacked
from tests.bot.word.reading import body, text_of

DRAFT = long_draft()
EDITOR = "Noor Haddad"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ATTACHED_TEMPLATE = f"{RELATIONS}/attachedTemplate"
ID = f"{{{RELATIONS}}}id"
PATH = "file://server/briefs/secret.dotx"


def _write(document: Any) -> None:
    line = document.paragraphs[-1]._p
    by: dict[str, str | int] = {"id": 900, "author": EDITOR, "date": "2026-11-23T09:00:00Z"}
    line.append(element("ins", element("r", text_element("t", "Kept words.")), **by))
    line.append(element("del", element("r", text_element("delText", "Struck words.")), **by))
    line.append(element("r", element("rPr", element("vanish")), text_element("t", "Hidden words.")))
    line.append(element("r", element("rPr", element("vanish", val="0")), text_element("t", "Shown words.")))
    link = element("hyperlink", element("r", text_element("t", "a link")))
    link.set(ID, document.part.relate_to(PATH, RELATION.HYPERLINK, is_external=True))
    line.append(link)


def used() -> bytes:
    """A document with everything in it that Word remembers of the people who worked on it."""
    document = docx.Document(io.BytesIO(render(DRAFT, stamp_of(DRAFT))))
    _write(document)
    template = element("attachedTemplate")
    settings = document.part.part_related_by(RELATION.SETTINGS)
    template.set(
        ID,
        settings.relate_to(
            PATH,
            ATTACHED_TEMPLATE,
            is_external=True,
        ),
    )
    document.settings.element.append(template)
    document.settings.element.append(element("trackRevisions"))
    document.core_properties.last_modified_by = EDITOR
    document.core_properties.keywords = "confidential, merger"
    company = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    company += f"<Manager>{EDITOR}</Manager></Properties>".encode()
    people = f'<w15:people xmlns:w15="urn:x"><w15:person w15:author="{EDITOR}"/></w15:people>'.encode()
    package = document.part.package
    for name, kind, part in (
        ("/word/people.xml", "http://schemas.microsoft.com/office/2011/relationships/people", people),
        ("/customXml/item1.xml", RELATION.CUSTOM_XML, company),
    ):
        document.part.relate_to(Part(PackURI(name), "application/xml", part, package), kind)
    package.relate_to(
        Part(PackURI("/docProps/manager.xml"), "application/xml", company, package),
        RELATION.EXTENDED_PROPERTIES,
    )
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


USED = used()
CLEAN = scrubbed(USED, "Northfold marketing")
WHOLE = "\n".join(f"{name}\n{part.decode('utf-8', 'replace')}" for name, part in unpacked(CLEAN).items())


@pytest.mark.parametrize(
    "trace",
    [
        EDITOR,
        "Struck words",
        "Hidden words",
        "server",
        "merger",
        "people",
        "customXml",
        "Manager",
        "trackRevisions",
        "w:ins ",
    ],
)
def test_no_trace_of_its_makers_is_left(trace: str) -> None:
    before = "\n".join(f"{name}\n{part.decode('utf-8', 'replace')}" for name, part in unpacked(USED).items())
    assert trace in before
    assert trace not in WHOLE


def test_what_can_be_read_is_still_there_and_still_ours() -> None:
    said = text_of(body(CLEAN))
    assert "Kept words.Shown words.a link" in said
    assert ingest(CLEAN, DRAFT).draft.title == DRAFT.title
    assert read_stamp(CLEAN) == read_stamp(USED)
    assert guard(CLEAN).body is not None
    assert docx.Document(io.BytesIO(CLEAN)).core_properties.author == "Northfold marketing"
