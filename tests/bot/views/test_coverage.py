"""Is every message and every modal held against Slack's limits with hostile text, and is a new one missed?"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bot.views
from bot.views.post import Post

VIEWS = Path(bot.views.__file__).parent
TESTS = Path(__file__).parent
PIECES = {"blocks", "inputs", "given", "setup_words", "wording", "mrkdwn"}
"""Modules of pieces that stand within messages and modals, and are held against the limits with them."""

FIXED = {"help_post", "drawing_post", "not_set_up_post"}
"""What nobody's words come into: a golden file shows each as it is."""


def builders() -> Iterator[str]:
    """Yield the names of the public functions that make a message or a view."""
    for found in pkgutil.iter_modules([str(VIEWS)]):
        module = importlib.import_module(f"bot.views.{found.name}")
        for function in filter(inspect.isfunction, vars(module).values()):
            if function.__module__ != module.__name__:
                continue
            makes = inspect.signature(function).return_annotation in {Post, Post | None, dict[str, Any]}
            if makes and found.name not in PIECES and not function.__name__.startswith(("_", "read_")):
                yield function.__name__


def _names(node: ast.AST) -> set[str]:
    named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return named | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def _defined(paths: Iterable[Path]) -> dict[str, set[str]]:
    """Return the names that each function and each constant of some files mentions."""
    said: dict[str, set[str]] = {}
    for path in paths:
        for node in ast.parse(path.read_text("utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names = [node.name] if isinstance(node, ast.FunctionDef) else [getattr(one, "id", "") for one in targets]
            for name in filter(None, names):
                said[name] = said.get(name, set()) | _names(node)
    return said


def _reached(start: set[str], known: dict[str, set[str]]) -> set[str]:
    seen, left = set[str](), set(start)
    while left:
        name = left.pop()
        seen.add(name)
        left |= known.get(name, set()) - seen
    return seen


def drawn() -> set[str]:
    """Return every name that is reached from a test which draws words and asks Slack's limits for complaints."""
    found: set[str] = set()
    for path in TESTS.glob("test_*.py"):
        own = _defined([path])
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any("given" in _names(one) for one in node.decorator_list):
                directly = _reached({node.name}, own)
                found |= directly if "complaints" in directly else set()
    return _reached(found, _defined(VIEWS.glob("*.py")))


def test_every_message_and_modal_is_drawn_with_hostile_text() -> None:
    known = set(builders())
    assert {"stage_post", "changes_modal", "digest_post"} <= known
    assert sorted(known - drawn() - FIXED) == []
    assert known >= FIXED
