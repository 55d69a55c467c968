"""Is a document's name safe on every system, whatever the campaign is called?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.word.naming import document_name

SAFE = re.compile(r"BRF-1-r12-[a-z0-9]+(-[a-z0-9]+)*\.docx", re.ASCII)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Spring Trail: Launch!", "BRF-1-r1-spring-trail-launch.docx"),
        ("Café Zürich Straße", "BRF-1-r1-cafe-zurich-strasse.docx"),
        ("../../etc/passwd", "BRF-1-r1-etc-passwd.docx"),
        ("CON", "BRF-1-r1-con.docx"),
        ("a\x00b", "BRF-1-r1-a-b.docx"),
        ("🚀✨", "BRF-1-r1-campaign.docx"),
        ("春のキャンペーン", "BRF-1-r1-campaign.docx"),
        ("---", "BRF-1-r1-campaign.docx"),
        ("", "BRF-1-r1-campaign.docx"),
        ("\ud800", "BRF-1-r1-campaign.docx"),
        ("ﬁrst ①", "BRF-1-r1-first-1.docx"),
    ],
)
def test_a_document_is_named_after_its_brief_revision_and_campaign(name: str, file: str) -> None:
    assert document_name("BRF-1", 1, name) == file


def test_a_long_name_is_cut() -> None:
    assert len(document_name("BRF-1", 1, "very long " * 30)) <= 80


def test_a_draft_outside_of_any_ledger_has_a_name_too() -> None:
    assert document_name(None, 1, "Spring") == "DRAFT-r1-spring.docx"


@given(st.text(max_size=300))
def test_no_name_escapes_its_folder_or_its_extension(name: str) -> None:
    assert SAFE.fullmatch(document_name("BRF-1", 12, name))
