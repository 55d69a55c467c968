"""Is a rendered document recognised, and nothing else?"""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.word.render import render
from bot.word.stamp import StampedRevision, read_stamp
from tests.bot.word.drafts import short_draft, stamp_of
from workflow.draft import content_hash

DRAFT = short_draft()
STAMPED = render(DRAFT, stamp_of(DRAFT, brief_id="BRF-42", revision=7))


def with_properties(properties: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", properties)
    return packed.getvalue()


def properties_of(document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("docProps/custom.xml")


def test_a_rendered_document_tells_which_revision_it_is() -> None:
    assert read_stamp(STAMPED) == StampedRevision("BRF-42", 7, content_hash(DRAFT))


def test_a_draft_without_an_id_is_no_revision_of_a_brief() -> None:
    assert read_stamp(render(DRAFT, stamp_of(DRAFT, brief_id=None))) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not really",
        b"{\\rtf1 hello}",
        with_properties(b""),
        with_properties(b"<unclosed>"),
        with_properties(b"<a/>"),
        with_properties(properties_of(STAMPED).replace(b">7<", b">seven<")),
        with_properties(properties_of(STAMPED).replace(b">7<", b">-7<")),
        with_properties(properties_of(STAMPED).replace(b">7<", b">" + b"9" * 5000 + b"<")),
        with_properties(b"<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + b"<p>&x;</p>"),
        with_properties(b" " * 10_000_000 + b"<a/>"),
    ],
    ids=["empty", "no zip", "rtf", "empty part", "unclosed", "no stamp", "words", "negative", "huge", "entity", "bomb"],
)
def test_any_other_file_bears_no_stamp(content: bytes) -> None:
    assert read_stamp(content) is None


@given(st.integers(0, len(STAMPED) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused_but_never_fails(at: int, noise: bytes) -> None:
    found = read_stamp(STAMPED[:at] + noise + STAMPED[at + len(noise) :])
    assert found is None or found.brief_id
