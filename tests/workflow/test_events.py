"""Are facts kept exactly, and is what cannot be a fact refused?"""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.workflow.walks import walk as a_walk
from workflow import events as e


def test_a_message_says_since_when_it_stands() -> None:
    message = e.Message(channel="C1", ts="1799053200.500000")
    assert message.posted_at == datetime(2027, 1, 4, 9, 0, 0, 500000, tzinfo=UTC)


@pytest.mark.parametrize("ts", ["", "now", "1799053200", "1799053200.1234567", "-1.5", "123456789012.1", "1.1\n"])
def test_a_timestamp_of_another_form_is_refused(ts: str) -> None:
    with pytest.raises(ValidationError):
        e.Message(channel="C1", ts=ts)


def test_an_event_without_a_zone_in_its_moment_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        e.Completed(at=datetime(2027, 1, 4), revision=1)  # noqa: DTZ001  # this is what must fail


def test_every_event_survives_json() -> None:
    adapters = {kind: TypeAdapter(kind) for kind in e.Event.__args__}
    seen = set()
    for walk in map(a_walk, range(50)):
        for event in walk.history:
            seen.add(type(event))
            adapter = adapters[type(event)]
            assert adapter.validate_json(adapter.dump_json(event)) == event
    assert seen == set(adapters)
