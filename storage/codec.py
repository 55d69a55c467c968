"""How are events and effects written down? The only place that knows their stored forms.

A stored form is for ever: a field is added with a default, never renamed. The golden files keep old forms readable.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from storage.errors import CorruptHistory
from workflow import effects as fx
from workflow import events as e

T = TypeVar("T")
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def named(kinds: tuple[type[T], ...]) -> dict[str, type[T]]:
    """Return the stored name of each kind, made of its own."""
    return {_WORD.sub("_", kind.__name__).lower(): kind for kind in kinds}


_RENAMED: dict[str, str] = {"inputs_revised": "campaign_revised"}
"""The stored names of kinds whose classes are called otherwise today."""

KINDS: dict[str, type[e.Event]] = {_RENAMED.get(name, name): kind for name, kind in named(get_args(e.Event)).items()}
"""Stored name of each kind of event: `handed_over` for `HandedOver`. The golden files hold a class to it."""

EFFECTS: dict[str, type[fx.Effect]] = named(get_args(fx.Effect))
"""Stored name of each kind of effect, made likewise."""

_READERS: dict[str, Callable[[str], e.Event]] = {
    name: TypeAdapter[e.Event](kind).validator.validate_json for name, kind in KINDS.items()
}
"""What reads each kind of event, without a detour: the figures of a week read very many."""

_NAMES: dict[type, str] = {kind: name for name, kind in (*KINDS.items(), *EFFECTS.items())}


def kind_of(event: e.Event) -> str:
    """Return the stored name of the event's kind."""
    return _NAMES[type(event)]


def encode(event: e.Event) -> tuple[str, str]:
    """Return the stored kind and JSON of `event`."""
    return _NAMES[type(event)], event.model_dump_json()


def decode(kind: str, data: str) -> e.Event:
    """Return the event that was stored as `kind` and `data`.

    Raises:
        CorruptHistory: when they do not tell an event.
    """
    try:
        return _READERS[kind](data)
    except KeyError:
        raise CorruptHistory(f"An event of the kind “{kind}” is stored, which this release does not know.") from None
    except ValidationError as error:
        raise CorruptHistory(f"A stored event of the kind “{kind}” cannot be read: {_first(error)}") from None


def encode_effect(effect: fx.Effect) -> dict[str, Any]:
    """Return the stored JSON object of `effect`, its name under `kind`."""
    return {"kind": _NAMES[type(effect)], **effect.model_dump(mode="json")}


def decode_effect(data: dict[str, Any]) -> fx.Effect:
    """Return the effect that was stored as `data`.

    Raises:
        CorruptHistory: when it does not tell an effect.
    """
    fields = {key: value for key, value in data.items() if key != "kind"}
    try:
        return EFFECTS[str(data.get("kind"))].model_validate(fields)
    except KeyError:
        raise CorruptHistory(f"An effect “{data.get('kind')}” is stored, which this release does not know.") from None
    except ValidationError as error:
        raise CorruptHistory(f"A stored effect “{data['kind']}” cannot be read: {_first(error)}") from None


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'it'}: {first['msg']}"
