"""Can an operator find in the log what a person was told?"""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot.logs import incident, set_up


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Logging is one for the whole process: put back what a test changes."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    shown = capsys.readouterr()
    assert shown.out == ""
    return [json.loads(line) for line in shown.err.splitlines()]


def test_an_incident_shows_one_id_to_the_person_and_the_same_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    try:
        json.loads("planted")
    except ValueError as error:
        told = incident(structlog.get_logger(), "a deed failed", error, brief="BRF-7")
    (line,) = lines(capsys)
    assert (line["event"], line["incident"], line["brief"], line["level"]) == ("a deed failed", told, "BRF-7", "error")
    assert "JSONDecodeError" in json.dumps(line["exception"])


def test_two_incidents_have_two_ids() -> None:
    set_up("ERROR", "json")
    log = structlog.get_logger()
    assert incident(log, "one", ValueError()) != incident(log, "two", ValueError())


def test_every_line_is_one_json_object_whoever_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    structlog.get_logger().info("ours", brief="BRF-1")
    logging.getLogger("somebody.elses").warning("theirs: %s", "late")
    ours, theirs = lines(capsys)
    assert (ours["event"], theirs["event"]) == ("ours", "theirs: late")
    assert ours["timestamp"]
    assert theirs["level"] == "warning"


def test_below_the_level_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("WARNING", "json")
    structlog.get_logger().info("quiet")
    logging.getLogger("dbos").info("chatter")
    assert lines(capsys) == []


def test_text_is_for_people_and_json_where_nobody_looks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up("INFO", "text")
    structlog.get_logger().info("hello", brief="BRF-1")
    assert "hello" in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    set_up("INFO", "")
    structlog.get_logger().info("hello")
    assert lines(capsys)[0]["event"] == "hello"


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_traceback_never_shows_what_the_variables_held(
    capsys: pytest.CaptureFixture[str], form: Literal["json", "text"]
) -> None:
    def fail() -> None:
        planted = "xoxb-" + "planted-token"
        raise ValueError(len(planted))

    set_up("INFO", form)
    with pytest.raises(ValueError, match="18") as caught:
        fail()
    incident(structlog.get_logger(), "failed", caught.value)
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "planted-token" not in written.replace('"planted-token"', "")
