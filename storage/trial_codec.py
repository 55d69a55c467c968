"""How are the facts of a trial and their effects written down? A stored form is for ever, as in `storage.codec`."""

from typing import Any, get_args

from pydantic import ValidationError

from storage.codec import named
from storage.errors import CorruptHistory
from workflow.shadow.facts import Fact
from workflow.shadow.reactions import ShadowEffect

FACTS: dict[str, type[Fact]] = named(get_args(Fact))
"""Stored name of each kind of fact: `pair_entered` for `PairEntered`."""

SHADOW_EFFECTS: dict[str, type[ShadowEffect]] = named(get_args(ShadowEffect))
"""Stored name of each kind of effect, made likewise."""

_NAMES: dict[type, str] = {kind: name for name, kind in (*FACTS.items(), *SHADOW_EFFECTS.items())}


def encode_fact(fact: Fact) -> tuple[str, str]:
    """Return the stored kind and JSON of `fact`."""
    return _NAMES[type(fact)], fact.model_dump_json()


def decode_fact(kind: str, data: str) -> Fact:
    """Return the fact that was stored as `kind` and `data`.

    Raises:
        CorruptHistory: when they do not tell one.
    """
    try:
        return FACTS[kind].model_validate_json(data)
    except (KeyError, ValidationError):
        raise CorruptHistory(f"A stored fact of a trial, of the kind “{kind}”, cannot be read.") from None


def encode_shadow_effect(effect: ShadowEffect) -> dict[str, Any]:
    """Return the stored JSON object of `effect`, its name under `kind`."""
    return {"kind": _NAMES[type(effect)], **effect.model_dump(mode="json")}


def decode_shadow_effect(data: dict[str, Any]) -> ShadowEffect:
    """Return the effect that was stored as `data`.

    Raises:
        CorruptHistory: when it does not tell one.
    """
    fields = {key: value for key, value in data.items() if key != "kind"}
    try:
        return SHADOW_EFFECTS[str(data.get("kind"))].model_validate(fields)
    except (KeyError, ValidationError):
        raise CorruptHistory(f"A stored effect of a trial, “{data.get('kind')}”, cannot be read.") from None
