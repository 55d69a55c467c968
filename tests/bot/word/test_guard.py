"""Are harmful files refused with a sentence, in bounded memory, and harmless ones read?"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.word.archive import LARGEST_FILE, UnsafeFile
from bot.word.guard import guard, parsed
from tests.bot.word.hostile import CORPUS, as_kind, instruction, plain, png, with_field, with_part, with_relation

ROOT = Path(__file__).parents[3]
ROOM = 96 * 2**20  # what the worst file may take over and above a harmless one
MEASURED = """
import resource, sys
from bot.word.archive import UnsafeFile
from bot.word.guard import guard
harmless, harmful, room = sys.argv[1:]
guard(open(harmless, "rb").read())
content = open(harmful, "rb").read()
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + int(room), held + int(room)))
try:
    guard(content)
except UnsafeFile as refused:
    print(refused.sentence)
"""


WATCHED = """
import json, re, sys
from pathlib import Path
from bot.word.archive import UnsafeFile
from bot.word.ingest import ingest
from tests.bot.word.drafts import short_draft
folder, draft = Path(sys.argv[1]), short_draft()
ingest((folder / "harmless.docx").read_bytes(), draft)
most = lambda: int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
names, reached, refused = sorted(folder.glob("*.hostile")), [], 0
def watch(event, args):
    outside = event == "open" and not str(args[0]).startswith((str(folder), "/proc/self/status"))
    if outside or event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "urllib.")):
        reached.append(f"{event} {args}")
sys.addaudithook(watch)
before = most()
for name in names:
    try:
        ingest(name.read_bytes(), draft)
    except UnsafeFile:
        refused += 1
print(json.dumps({"refused": refused, "reached": reached, "grown": most() - before}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="how a process's memory is counted differs between systems")
def test_the_whole_corpus_reaches_nothing_and_its_memory_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "harmless.docx").write_bytes(plain())
    for number, (build, _) in enumerate(CORPUS.values()):
        (tmp_path / f"{number}.hostile").write_bytes(build())
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    told = json.loads(ended.stdout or "{}")
    assert told.get("reached") == [], ended.stderr
    assert told["refused"] == len(CORPUS)
    assert told["grown"] < ROOM


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 25


@pytest.mark.parametrize("name", CORPUS)
def test_a_harmful_file_is_refused_with_one_plain_sentence_or_two(name: str) -> None:
    build, expected = CORPUS[name]
    with pytest.raises(UnsafeFile, match=expected) as refused:
        guard(build())
    assert re.fullmatch(r"[A-Z][^{}\n]{20,220}\.", refused.value.sentence)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process's memory are Linux's")
@pytest.mark.parametrize("name", [name for name in CORPUS if "bomb" in name or "laughs" in name or "levels" in name])
def test_a_file_that_swells_is_refused_in_bounded_memory(name: str, tmp_path: Path) -> None:
    harmless, harmful = tmp_path / "harmless.docx", tmp_path / "harmful.docx"
    harmless.write_bytes(plain())
    harmful.write_bytes(CORPUS[name][0]())
    command = [sys.executable, "-c", MEASURED, str(harmless), str(harmful), str(ROOM)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=ROOT)
    assert re.search(CORPUS[name][1], ended.stdout), ended.stderr


def test_a_harmless_document_is_read() -> None:
    read = guard(plain())
    assert read.main == "word/document.xml"
    assert len(read.body) > 10
    assert read.beside("comments.xml") is None
    assert read.beside("styles.xml") is not None


def test_a_template_is_read_as_a_document() -> None:
    assert guard(as_kind(b"wordprocessingml.template.main+xml")).main == "word/document.xml"


@pytest.mark.parametrize(
    "content",
    [
        with_relation("hyperlink", "https://example.org"),
        with_field(instruction(" PAGE \\* MERGEFORMAT ")),
        with_field(instruction("=SUM(ABOVE)")),
        with_field(instruction('HYPERLINK "https://example.org"')),
        with_part("word/media/image1.png", png(2000)),
        with_part("word/media/image1.png", b"no picture at all"),
        with_part("word/printerSettings1.bin", b"x"),
    ],
    ids=["link", "page", "sum", "link field", "picture", "broken picture", "printer"],
)
def test_what_ordinary_documents_hold_is_let_through(content: bytes) -> None:
    assert guard(content).main == "word/document.xml"


def test_a_declaration_that_a_search_misses_is_refused_when_it_is_read() -> None:
    with pytest.raises(UnsafeFile, match="entities"):
        parsed('<!DOCTYPE w [<!ENTITY a "b">]><w/>'.encode("utf-7").replace(b"<!D", b'<?xml version="1.0"?><!D'))


@given(st.binary(max_size=2000))
def test_no_bytes_at_all_raise_anything_else(content: bytes) -> None:
    with pytest.raises(UnsafeFile):
        guard(content)


@given(st.data())
def test_no_damage_to_a_document_raises_anything_else(data: st.DataObject) -> None:
    content = bytearray(plain())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        guard(bytes(content))
    except UnsafeFile as refused:
        assert refused.sentence  # noqa: PT017 - either outcome is fine, another exception is not


def test_the_largest_file_is_larger_than_any_brief() -> None:
    assert len(plain()) * 100 < LARGEST_FILE
