"""Is every stored form readable for ever?"""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from storage.codec import EFFECTS, KINDS, decode, decode_effect, encode, encode_effect, kind_of
from storage.errors import CorruptHistory
from tests.storage import examples
from workflow import events as e
from workflow.draft import Section
from workflow.usage import Usage

GOLDEN = Path(__file__).with_name("golden")
EARLIER = GOLDEN / "earlier"
"""Forms that are no longer written: `KIND.ANYTHING.json`."""


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.json").read_text()


def test_every_kind_has_a_golden_file_and_every_golden_file_a_kind() -> None:
    wanted = {f"event_{kind}.json" for kind in KINDS} | {f"effect_{kind}.json" for kind in EFFECTS}
    assert {path.name for path in GOLDEN.glob("*.json")} == wanted
    assert examples.EVENTS.keys() == KINDS.keys()
    assert examples.EFFECTS.keys() == EFFECTS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_is_read_from_its_golden_form(kind: str) -> None:
    assert decode(kind, golden(f"event_{kind}")) == examples.EVENTS[kind]


@pytest.mark.parametrize("path", sorted(EARLIER.iterdir()), ids=lambda path: path.name)
def test_an_event_is_read_from_its_earlier_forms(path: Path) -> None:
    earlier = json.loads(path.read_text())
    kind, data = encode(decode(path.name.partition(".")[0], path.read_text()))
    assert {key: json.loads(data)[key] for key in earlier} == earlier
    assert kind == path.name.partition(".")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_is_written_in_its_golden_form(kind: str) -> None:
    event = examples.EVENTS[kind]
    written, data = encode(event)
    assert written == kind == kind_of(event)
    assert json.loads(data) == json.loads(golden(f"event_{kind}"))


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_is_read_from_and_written_in_its_golden_form(kind: str) -> None:
    stored = json.loads(golden(f"effect_{kind}"))
    assert decode_effect(stored) == examples.EFFECTS[kind]
    assert encode_effect(examples.EFFECTS[kind]) == stored


def test_remarks_that_were_requested_are_kept_and_absent_where_there_were_none() -> None:
    remarks = (e.Remark(section=Section.AUDIENCE, note="Too broad.", by="Dee Okafor", about="everyone"),)
    asked = examples.EVENTS["changes_requested"].model_copy(update={"remarks": remarks})
    kind, data = encode(asked)
    assert json.loads(data)["remarks"] == [
        {"section": "audience", "note": "Too broad.", "by": "Dee Okafor", "about": "everyone"}
    ]
    assert decode(kind, data) == asked


def test_what_a_model_cost_is_kept_with_its_revision_and_absent_where_none_was_asked() -> None:
    usage = Usage(model="m-1", calls=2, input_tokens=900, output_tokens=70, cost_usd=Decimal("0.0066"))
    costly = e.Drafted(at=examples.AT, revision=1, content_hash=examples.HASH, written_by="m-1", usage=usage)
    kind, data = encode(costly)
    assert decode(kind, data) == costly
    assert json.loads(data)["usage"]["cost_usd"] == "0.0066"
    assert "usage" not in json.loads(encode(examples.EVENTS["drafted"])[1])


def test_what_kept_a_model_from_helping_is_kept_and_absent_where_nothing_did() -> None:
    alone = examples.EVENTS["drafted"].model_copy(update={"without_model": "The language model answered nothing."})
    assert decode(*encode(alone)) == alone
    assert "without_model" not in json.loads(encode(examples.EVENTS["drafted"])[1])


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("promoted", "{}", "“promoted” is stored, which this release does not know"),
        ("completed", '{"at": "2026-11-16T09:30:15Z"}', "“completed” cannot be read: revision: Field required"),
        ("completed", '{"at": "2026-11-16T09:30:15", "revision": 1}', "cannot be read: at:"),
        ("completed", "not JSON", "cannot be read: it:"),
    ],
)
def test_an_event_that_cannot_be_read_is_corrupt_history(kind: str, data: str, sentence: str) -> None:
    with pytest.raises(CorruptHistory, match=sentence):
        decode(kind, data)


@pytest.mark.parametrize("data", [{"kind": "shout"}, {}, {"kind": "write_draft"}, {"kind": "inform_author", "x": 1}])
def test_an_effect_that_cannot_be_read_is_corrupt_history(data: dict[str, object]) -> None:
    with pytest.raises(CorruptHistory):
        decode_effect(data)
