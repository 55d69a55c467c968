"""Is every word of the rules explained?"""

import re
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from workflow import commands, effects, events
from workflow.brief import Decision, Status
from workflow.draft import Basis

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
DEFINED = {name for line in GLOSSARY.splitlines() if line.startswith("|") for name in re.findall(r"`([^`]+)`", line)}
WORDS = {word.casefold() for word in re.findall(r"\*\*([^*]+)\*\*", GLOSSARY)}
DESIGN = (
    "campaign author brief draft revision document team chain stage handover decision approver latency SLA breach "
    "digest library playbook check finding claim basis source command event effect ledger job "
    "refusal sandbox shadow_pair"
)
FOUND = sorted(path.relative_to(ROOT) for path in (ROOT / "workflow").rglob("*.py") if path.stem != "__init__")
MODULES = [path.with_suffix("").as_posix().replace("/", ".") for path in FOUND]
NAMED = [path.as_posix() for path in FOUND if path.parent.name in {"workflow", "shadow", "kinds"}]
"""Modules with words of their own; those of the drafter, the checks and the moves are parts of one word."""


def public_classes(module: str) -> list[str]:
    loaded = import_module(module)
    return [
        name
        for name, kind in vars(loaded).items()
        if isinstance(kind, type) and kind.__module__ == loaded.__name__ and not name.startswith("_")
    ]


@pytest.mark.parametrize("word", DESIGN.split())
def test_every_word_of_the_design_is_explained(word: str) -> None:
    assert word.replace("_", " ").casefold() in WORDS


@pytest.mark.parametrize("path", NAMED)
def test_every_module_of_the_rules_is_explained(path: str) -> None:
    assert path in DEFINED


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_of_the_rules_is_explained(module: str) -> None:
    assert not [name for name in public_classes(module) if name not in DEFINED]


@pytest.mark.parametrize("kind", [*get_args(commands.Command), *get_args(events.Event), *get_args(effects.Effect)])
def test_every_command_event_and_effect_is_explained(kind: type) -> None:
    assert kind.__name__ in DEFINED


@pytest.mark.parametrize("kind", [Status, Decision, Basis])
def test_every_status_decision_and_basis_is_explained(kind: type[StrEnum]) -> None:
    assert {member.value for member in kind} <= DEFINED


def test_nothing_is_explained_that_no_longer_exists() -> None:
    known = {name for module in MODULES for name in public_classes(module)}
    explained = {name for name in DEFINED if re.fullmatch(r"[A-Z][A-Za-z]+", name)}
    assert explained - known == set()


def test_no_word_is_explained_twice() -> None:
    words = re.findall(r"^\| \*\*([^*]+)\*\*", GLOSSARY, re.MULTILINE)
    assert len(words) == len(set(words))
