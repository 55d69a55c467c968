"""Is the week told once, in the channel that the team file names, and privately to whoever asks?"""

from bot.console.demo import TEAM
from bot.schedule import claim_digest
from storage.jobs import Job
from tests.bot.office import HOME, Office
from workflow.events import Message

DIGEST = "C0DIGEST"
WEEK = "2026-W47"


def job(week: str = WEEK) -> Job:
    return Job(f"digest:{HOME}:{week}", "digest", {"workspace": HOME, "week": week})


def test_an_empty_week_is_told_in_one_line_without_a_picture(office: Office) -> None:
    office.apply_team()
    office.perform(job())
    (message,) = office.sandbox.channel(DIGEST).messages
    assert "Week 47" in message["text"]
    assert all(block["type"] != "image" for block in message["blocks"])
    assert office.sandbox.calls("files.completeUploadExternal") == []


def test_a_week_with_decisions_has_a_picture_that_can_be_read_out(office: Office) -> None:
    office.apply_team()
    office.open()
    office.work()
    office.perform(job("2026-W48"))
    (message,) = office.sandbox.channel(DIGEST).messages
    (image,) = [block for block in message["blocks"] if block["type"] == "image"]
    assert image["alt_text"]


def test_a_digest_whose_report_was_lost_is_not_posted_twice(office: Office) -> None:
    office.apply_team()
    office.services.digests.claim(HOME, WEEK, office.now, late=False)
    office.due()
    for attempt in (1, 2, 3):
        office.perform(job(), attempt)
    assert len(office.sandbox.channel(DIGEST).messages) == 1
    found = office.services.digests.find(HOME, WEEK)
    assert found is not None
    assert isinstance(found.message, Message)


def test_without_a_digest_channel_nothing_is_posted(office: Office) -> None:
    text = TEAM.read_text("utf-8")
    begin, end = text.index("[digest]"), text.index("[[stage]]")
    office.apply_team(text[:begin] + text[end:])
    office.perform(job())
    assert not claim_digest(office.services)
    assert office.sandbox.channel(DIGEST).messages == []


def test_the_digest_is_shown_privately_to_whoever_asked(office: Office) -> None:
    office.apply_team()
    workspace = office.sandbox.workspace
    url = office.sandbox.url + workspace.tickets.respond("C0MARKETING", "U0TOM")
    for week in (None, WEEK, "2026-10"):
        office.perform(Job("x", "show_digest", {"response_url": url, "week": week}))
    told = office.sandbox.person("U0TOM").ephemerals("C0MARKETING")
    named = ("Week 48", "Week 47", "October 2026")
    assert [name in each["text"] for name, each in zip(named, told, strict=True)] == [True, True, True]
    assert office.sandbox.person("U0MAYA").ephemerals("C0MARKETING") == []


def test_who_asks_for_a_month_is_sent_its_report_once(office: Office) -> None:
    office.apply_team()
    office.open()
    office.work()
    sent = Job("r", "send_report", {"user": "U0MAYA", "month": "2026-11", "key": "one"})
    for attempt in (1, 2):
        office.perform(sent, attempt)
    maya = office.sandbox.person("U0MAYA")
    [message] = [each for each in maya.messages(maya.dm()) if "for leadership" in each["text"]]
    files = [file for reply in maya.thread(maya.dm(), message["ts"]) for file in reply["files"]]
    assert [file["name"] for file in files] == ["baton-report-2026-11.docx"]


def test_before_a_team_is_set_up_there_is_nothing_to_show(office: Office) -> None:
    office.perform(job())
    office.perform(Job("x", "show_digest", {"response_url": "http://127.0.0.1:9/", "week": None}))
    office.perform(Job("r", "send_report", {"user": "U0MAYA", "month": "2026-11", "key": "one"}))
    assert office.sandbox.channel(DIGEST).messages == []
