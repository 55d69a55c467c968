"""Which browser does every journey of a module look with?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium, started once for a module."""
    with chromium() as running:
        yield running
