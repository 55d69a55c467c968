"""Is every stored form of a trial readable for ever?"""

import json
from pathlib import Path

import pytest

from storage.errors import CorruptHistory
from storage.trial_codec import (
    FACTS,
    SHADOW_EFFECTS,
    decode_fact,
    decode_shadow_effect,
    encode_fact,
    encode_shadow_effect,
)
from tests.storage import trial_examples as examples

GOLDEN = Path(__file__).with_name("golden_trials")
EARLIER = GOLDEN / "earlier"
"""Forms that are no longer written: `KIND.ANYTHING.json`."""


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.json").read_text()


def test_every_kind_has_a_golden_file_and_every_golden_file_a_kind() -> None:
    wanted = {f"fact_{kind}.json" for kind in FACTS} | {f"effect_{kind}.json" for kind in SHADOW_EFFECTS}
    assert {path.name for path in GOLDEN.glob("*.json")} == wanted
    assert examples.FACTS.keys() == FACTS.keys()
    assert examples.EFFECTS.keys() == SHADOW_EFFECTS.keys()


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_is_read_from_and_written_in_its_golden_form(kind: str) -> None:
    fact = examples.FACTS[kind]
    assert decode_fact(kind, golden(f"fact_{kind}")) == fact
    written, data = encode_fact(fact)
    assert written == kind
    assert json.loads(data) == json.loads(golden(f"fact_{kind}"))


@pytest.mark.parametrize("path", sorted(EARLIER.iterdir()), ids=lambda path: path.name)
def test_a_fact_is_read_from_its_earlier_forms(path: Path) -> None:
    earlier = json.loads(path.read_text())
    kind, data = encode_fact(decode_fact(path.name.partition(".")[0], path.read_text()))
    assert {key: json.loads(data)[key] for key in earlier} == earlier
    assert kind == path.name.partition(".")[0]


@pytest.mark.parametrize("kind", SHADOW_EFFECTS)
def test_an_effect_is_read_from_and_written_in_its_golden_form(kind: str) -> None:
    stored = json.loads(golden(f"effect_{kind}"))
    assert decode_shadow_effect(stored) == examples.EFFECTS[kind]
    assert encode_shadow_effect(examples.EFFECTS[kind]) == stored


@pytest.mark.parametrize(("kind", "data"), [("unheard_of", "{}"), ("trial_ended", "{}"), ("trial_ended", "no JSON")])
def test_what_is_no_fact_is_corrupt(kind: str, data: str) -> None:
    with pytest.raises(CorruptHistory, match=kind):
        decode_fact(kind, data)


@pytest.mark.parametrize("data", [{}, {"kind": "show_pair"}, {"kind": "close_trial", "pair": 1}])
def test_what_is_no_effect_is_corrupt(data: dict[str, object]) -> None:
    with pytest.raises(CorruptHistory):
        decode_shadow_effect(data)
