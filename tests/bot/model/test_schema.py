"""Does the form that we ask for keep to the strict subset, and is anything else read safely?"""

import json
from collections.abc import Iterator

import pytest

from bot.model.failures import Kind, ModelFailure
from bot.model.schema import SCHEMA, last_id, parse

KNOWN = {"type", "properties", "required", "additionalProperties", "items", "description", "enum", "anyOf"}


def lint(node: dict[str, object], depth: int = 1) -> Iterator[str]:
    """Yield what the strict subset of JSON Schema does not take."""
    if unknown := node.keys() - KNOWN:
        yield f"keywords {sorted(unknown)}"
    if depth > 10:
        yield "too deep"
    if node.get("type") == "object":
        properties = node["properties"]
        assert isinstance(properties, dict)
        if node.get("additionalProperties") is not False:
            yield "an open object"
        if node.get("required") != list(properties):
            yield "an optional property"
        for child in properties.values():
            yield from lint(child, depth + 1)
    if isinstance(items := node.get("items"), dict):
        yield from lint(items, depth + 1)


def test_the_form_keeps_to_the_strict_subset() -> None:
    assert list(lint(SCHEMA)) == []
    assert SCHEMA["type"] == "object"
    assert len(json.dumps(SCHEMA)) < 120_000


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": [], "additionalProperties": False},
        {"type": "object", "properties": {}, "required": []},
        {"type": "array", "items": {"type": "string", "default": "x"}},
    ],
)
def test_the_lint_finds_what_an_endpoint_would_refuse(bad: dict[str, object]) -> None:
    assert list(lint(bad))


PLAIN = '{"passages": [{"id": "a", "text": "A."}, {"id": "b", "text": "B."}]}'


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"```\n{PLAIN}```\n",
        f"\n  {PLAIN}\n",
        '{"note": 1, "passages": [{"id": "a", "text": "A.", "why": null}, {"id": "b", "text": "B."}]}',
        '{"passages": [{"id": "a", "text": "A."}, {"id": "b", "text": "B."}, {"id": "a", "text": "Again."}]}',
    ],
)
def test_fences_extra_keys_and_repetitions_are_read_over(text: str) -> None:
    assert parse(text) == {"a": "A.", "b": "B."}


@pytest.mark.parametrize(
    "text",
    [
        "Here you are!",
        '{"passages": ',
        "[]",
        "null",
        '{"passages": {}}',
        '{"passages": [{"id": 1, "text": "x"}]}',
        '{"passages": [{"id": "a"}]}',
        '{"passages": [{"id": "a", "text": null}]}',
        "[" * 100_000,
        '{"passages": NaN}',
        '{"passages": [{"id": "a", "text": "A.", "text": "B."}]}',
    ],
)
def test_what_has_another_form_is_malformed(text: str) -> None:
    with pytest.raises(ModelFailure) as caught:
        parse(text)
    assert caught.value.kind is Kind.MALFORMED


def test_an_answer_without_passages_is_empty() -> None:
    with pytest.raises(ModelFailure) as caught:
        parse('{"passages": []}')
    assert caught.value.kind is Kind.EMPTY


@pytest.mark.parametrize(
    ("partial", "found"),
    [
        ("", None),
        ('{"passages": [{"id": "risk', None),
        (PLAIN[:40], "a"),
        (PLAIN, "b"),
        ('"id" : "risks.0.risk"', "risks.0.risk"),
    ],
)
def test_the_passage_that_an_answer_has_reached_is_seen_while_it_arrives(partial: str, found: str | None) -> None:
    assert last_id(partial) == found
