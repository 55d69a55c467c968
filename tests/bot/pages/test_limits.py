"""Who asks too often is turned away, whatever they write about themselves, and nobody fills our memory."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.pages.limits import Gate, asker_of

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_an_asker_passes_a_few_times_at_once_and_then_as_often_as_a_minute_allows() -> None:
    gate = Gate(at_once=3, a_minute=6)
    assert [gate.lets_in("one", NOW) for _ in range(5)] == [True] * 3 + [False] * 2
    assert gate.lets_in("other", NOW)
    assert not gate.lets_in("one", NOW + 9 * SECOND)
    assert gate.lets_in("one", NOW + 10 * SECOND)
    assert not gate.lets_in("one", NOW + 10 * SECOND)


def test_nobody_saves_up_and_a_clock_that_steps_back_gives_nothing() -> None:
    gate = Gate(at_once=2, a_minute=6)
    later = NOW + timedelta(days=1)
    assert [gate.lets_in("one", later) for _ in range(3)] == [True, True, False]
    assert not gate.lets_in("one", NOW)


def test_those_who_asked_least_recently_are_forgotten() -> None:
    gate = Gate(at_once=1, a_minute=1, most=10)
    assert all(gate.lets_in(f"asker {i}", NOW) for i in range(100))
    assert len(gate) == 10
    assert not gate.lets_in("asker 99", NOW)


@pytest.mark.parametrize(
    ("forwarded", "proxies", "asker"),
    [
        ("", 0, "203.0.113.9"),
        ("198.51.100.7", 0, "203.0.113.9"),
        ("198.51.100.7", 1, "198.51.100.7"),
        ("1.1.1.1, 198.51.100.7", 1, "198.51.100.7"),
        ("1.1.1.1, 198.51.100.7, 10.0.0.1", 2, "198.51.100.7"),
        ("", 1, "203.0.113.9"),
        ("198.51.100.7", 2, "203.0.113.9"),
        ("not an address", 1, "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", 1, "20010db800010002".lstrip("0")),
        ("2001:db8:1:2:bbbb::2", 1, "20010db800010002".lstrip("0")),
        ("::ffff:198.51.100.7", 1, "198.51.100.7"),
        ("198.51.100.8,198.51.100.7", 1, "198.51.100.7"),
    ],
)
def test_of_the_addresses_that_are_told_only_those_that_our_own_proxies_saw_are_believed(
    forwarded: str, proxies: int, asker: str
) -> None:
    assert asker_of("203.0.113.9", forwarded, proxies) == asker
