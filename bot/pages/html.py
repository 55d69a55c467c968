"""How does a page look that somebody without Slack opens? Plain HTML: no script, nothing from elsewhere."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from lxml import html
from lxml.html.builder import E

from workflow.values import clean

Node: TypeAlias = Any
"""An lxml element or a text; text is escaped by being one."""

_STYLE = Path(__file__).with_name("style.css")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """Return typed text that may stand in a sentence of ours: nothing in it turns around what is read after it."""
    return _TURNING.sub("", clean(text))


@cache
def style() -> str:
    """Return the style sheet that stands in every page."""
    return _STYLE.read_text("utf-8")


@cache
def policy() -> str:
    """Return what a page may do: show itself in our own style, and send its forms here. Nothing else."""
    digest = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    parts = ("default-src 'none'", f"style-src 'sha256-{digest}'", "form-action 'self'", "base-uri 'none'")
    return "; ".join([*parts, "frame-ancestors 'none'"])


def page(title: str, content: Iterable[Node]) -> bytes:
    """Return a whole page."""
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="robots", content="noindex, nofollow"),
        E.title(shown(title)),
        E.style(style()),
    )
    body = E.body(E.main(*content, footer()))
    made: bytes = html.tostring(E.html(head, body, lang="en"), doctype="<!DOCTYPE html>", encoding="utf-8")
    return made


def footer() -> Node:
    """Return what stands at the end of every page."""
    return E.footer("This page is for one person. Do not pass its address on.")


def lines(text: str) -> list[Node]:
    """Return typed text with its line breaks."""
    parts: list[Node] = []
    for line in clean(text).split("\n"):
        parts += [E.br(), line] if parts else [line]
    return parts


def heading(text: str) -> Node:
    """Return what the page is about."""
    return E.h1(shown(text))


def paragraph(text: str, kind: str = "") -> Node:
    """Return a paragraph of one text."""
    return _classed(E.p(shown(text)), kind)


def action(text: str, address: str, kind: str = "") -> Node:
    """Return a link that looks like a button."""
    return E.a(text, href=address, **{"class": f"button {kind}".strip()})


def submit(text: str, *, primary: bool = True) -> Node:
    """Return the button that sends a form."""
    return _classed(E.button(text, type="submit"), "primary" if primary else "")


def hidden(values: Iterable[tuple[str, str]]) -> list[Node]:
    """Return what a form carries along."""
    return [E.input(type="hidden", name=name, value=clean(value)) for name, value in values]


def form(address: str, *content: Node) -> Node:
    """Return a form that is sent by a press of its button only."""
    return E.form(*content, method="post", action=address, **{"accept-charset": "utf-8"})


def block(kind: str, *content: Node) -> Node:
    """Return a part of the page."""
    return _classed(E.section(*content), kind)


def facts(pairs: Sequence[tuple[str, str]]) -> Node:
    """Return named facts; the first takes a whole line."""
    rows = []
    for i, (name, value) in enumerate(pairs):
        row = E.div(E.dt(name), E.dd(shown(value)))
        rows.append(row if i else _classed(row, "wide"))
    return E.dl(*rows)


def _classed(node: Node, kind: str) -> Node:
    if kind:
        node.set("class", kind)
    return node
