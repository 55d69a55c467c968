"""What is wrong with one JSON value? Small checks that combine into Block Kit's shapes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any, str], list[str]]


def fault(sentence: str, pointer: str) -> list[str]:
    """One problem, worded and located as Slack does."""
    return [f"[ERROR] {sentence} [json-pointer:{pointer}]"]


def string(most: int, least: int = 0) -> Check:
    """Text of `least` to `most` characters."""

    def check(value: Any, pointer: str) -> list[str]:
        if not isinstance(value, str):
            return fault("must be a string", pointer)
        if len(value) < least:
            return fault(f"must be more than {least - 1} characters", pointer)
        if len(value) > most:
            return fault(f"must be less than {most + 1} characters", pointer)
        return []

    return check


def pattern(expression: str, name: str) -> Check:
    """Text of a form, such as a date."""

    def check(value: Any, pointer: str) -> list[str]:
        if isinstance(value, str) and re.fullmatch(expression, value):
            return []
        return fault(f"must be a valid {name}", pointer)

    return check


def boolean(value: Any, pointer: str) -> list[str]:
    """True or false, not the words."""
    return [] if isinstance(value, bool) else fault("must be a boolean", pointer)


def anything(_value: Any, _pointer: str) -> list[str]:
    """A value that the sandbox does not look into."""
    return []


def mapping(value: Any, pointer: str) -> list[str]:
    """Any object."""
    return [] if isinstance(value, dict) else fault("must be an object", pointer)


def choice(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, pointer: str) -> list[str]:
        return [] if value in allowed else fault(f"must be one of {', '.join(allowed)}", pointer)

    return check


def whole(low: int, high: int) -> Check:
    """An integer within bounds."""

    def check(value: Any, pointer: str) -> list[str]:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return []
        return fault(f"must be an integer from {low} to {high}", pointer)

    return check


def items(each: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items that all pass."""

    def check(value: Any, pointer: str) -> list[str]:
        if not isinstance(value, list):
            return fault("must be an array", pointer)
        if len(value) < least:
            return fault(f"no fewer than {least} items allowed", pointer)
        if len(value) > most:
            return fault(f"no more than {most} items allowed", pointer)
        return [p for i, item in enumerate(value) for p in each(item, f"{pointer}/{i}")]

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these keys and no others."""
    known = {**required, **optional}

    def check(value: Any, pointer: str) -> list[str]:
        if not isinstance(value, dict):
            return fault("must be an object", pointer)
        missing = [k for k in required if value.get(k) is None]
        strange = [k for k in value if k not in known]
        return [
            *(p for k in missing for p in fault(f"missing required field: {k}", pointer)),
            *(p for k in strange for p in fault(f"invalid additional property: {k}", pointer)),
            *(
                problem
                for key, held in value.items()
                if key in known and held is not None
                for problem in known[key](held, f"{pointer}/{key}")
            ),
        ]

    return check


def kinds(table: Mapping[str, Check], what: str) -> Check:
    """An object whose `type` picks the check."""

    def check(value: Any, pointer: str) -> list[str]:
        if not isinstance(value, dict):
            return fault("must be an object", pointer)
        kind = value.get("type")
        if not isinstance(kind, str):
            return fault("missing required field: type", pointer)
        if kind not in table:
            return fault(f"unsupported {what}: {kind}", pointer)
        return table[kind](value, pointer)

    return check
