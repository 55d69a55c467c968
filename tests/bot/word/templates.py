"""Which templates do the tests fill? Small ones made here, of each kind that teams have."""

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION

from bot.word.xml import element, qualified, text_element
from tests.bot.word.hostile import packed, unpacked


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def guidance(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).italic = True


def bold_headings(*headings: str) -> bytes:
    """A template whose headings are only bold text, each with guidance in italics below it."""
    document = docx.Document()
    document.add_paragraph().add_run("Creative Brief Template").bold = True
    guidance(document, "This is a template. Delete what you do not need.")
    for heading in headings:
        document.add_paragraph().add_run(heading).bold = True
        guidance(document, f"Say something on {heading.lower()} here.")
        document.add_paragraph("")
    return saved(document)


def structured() -> bytes:
    """A template with a table of labels, content controls, styled headings and a landscape section."""
    document = docx.Document()
    document.add_heading("Marketing brief", 0)
    table = document.add_table(rows=4, cols=2)
    for row, label in zip(table.rows, ("Project name:", "Owner", "Market", "Shoe size"), strict=True):
        row.cells[0].paragraphs[0].add_run(label).bold = True
    document.add_heading("1. Background", 1)
    document.add_paragraph("[Describe the background]")
    document.element.body.insert_element_before(_control("Key message", "Click here to enter text."), "w:sectPr")
    document.add_heading("Media plan", 1)
    guidance(document, "List the channels.")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    document.add_heading("Key dates", 1)
    guidance(document, "Add the milestones.")
    return saved(document)


def _control(alias: str, prompt: str) -> Any:
    held = element("sdtContent", element("p", element("r", text_element("t", prompt))))
    return element("sdt", element("sdtPr", element("alias", val=alias), element("showingPlcHdr")), held)


def slotted() -> bytes:
    """A template with slots: alone, within words, over several runs, in a table, in a header, unknown, and hostile."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run("Brief {{id}}, revision {{ revision }}")
    document.add_paragraph("{{title}}")
    split = document.add_paragraph("Budget: ")
    for part in ("{", "{to", "tal}", "} in all, owned by {{author}}."):
        split.add_run(part)
    document.add_paragraph("{{channels}}")
    document.add_table(rows=1, cols=2).rows[0].cells[0].paragraphs[0].add_run("{{timeline}}")
    document.add_paragraph("Ask {{horoscope}} and {{7*7}} and {{cycler.__init__}}.")
    return saved(document)


def dotx(content: bytes) -> bytes:
    """The same as a .dotx."""
    parts = unpacked(content)
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    return packed({**parts, "[Content_Types].xml": types})


def sections(body: Any) -> list[str | None]:
    """Return the orientation of each section."""
    return [size.get(qualified("orient")) for size in body.iter(qualified("pgSz"))]
