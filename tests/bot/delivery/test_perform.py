"""What becomes of a job when the world refuses, or when Baton itself has a bug?"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.slack import Slack
from bot.views.buttons import RETRY_DELIVERY, RETRY_DRAFT
from bot.views.post import Post
from storage.jobs import Job, RetryLater
from tests.bot.office import AUTHOR, MINUTE, NO_MODEL, Broken, Office
from workflow.brief import Status
from workflow.commands import Cancel
from workflow.events import Message

DESIGN = "C0DESIGN"


class Slippery(Slack):
    """A Slack client with a bug in it: posts to one channel end in an exception that nobody foresaw."""

    broken = True

    def post(self, channel: str, post: Post, marker: str, *, look: bool, thread_ts: str | None = None) -> Message:
        if self.broken and channel == DESIGN:
            raise ZeroDivisionError("planted")
        return super().post(channel, post, marker, look=look, thread_ts=thread_ts)


def slippery(office: Office) -> Slippery:
    client = Slippery(office.services.slack.client)
    office.services = replace(office.services, slack=client)
    return client


def posts(office: Office, channel: str = DESIGN) -> list[str]:
    return [m["text"] for m in office.sandbox.channel(channel).messages if m.get("thread_ts", m["ts"]) == m["ts"]]


def shown(office: Office) -> str:
    return json.dumps(office.news(), ensure_ascii=False)


def kinds(office: Office) -> list[str]:
    return [type(event).__name__ for event in office.services.ledger.history("BRF-1")]


def test_a_brief_is_drafted_delivered_and_told(office: Office) -> None:
    office.open()
    assert office.work() == []
    brief = office.brief()
    assert (brief.status, brief.revision) == (Status.IN_REVIEW, 1)
    assert brief.open_handover is not None
    assert brief.open_handover.message is not None
    assert len(posts(office)) == 1
    assert "BRF-1" in shown(office)


def test_a_draft_that_cannot_be_written_is_told_with_its_reason_and_retried_by_a_button(office: Office) -> None:
    office.with_drafter(Broken(NO_MODEL, office.services.drafter))
    office.open()
    office.work()
    assert office.brief().status is Status.DRAFT_FAILED
    assert str(NO_MODEL) in shown(office)
    assert RETRY_DRAFT in shown(office)
    assert office.press(RETRY_DRAFT) == 200
    office.work()
    assert office.brief().status is Status.IN_REVIEW
    assert RETRY_DRAFT not in shown(office)
    assert len(posts(office)) == 1


def test_a_bug_while_drafting_is_an_incident_that_the_author_and_the_log_name_alike(office: Office) -> None:
    office.with_drafter(Broken(ZeroDivisionError("planted"), office.services.drafter))
    office.open()
    with capture_logs() as logs:
        office.work()
    (line,) = [line for line in logs if "incident" in line]
    assert isinstance(line["exc_info"], ZeroDivisionError)
    assert (line["brief"], line["effect"]) == ("BRF-1", "WriteDraft")
    assert office.brief().draft_failure == f"Something went wrong in Baton (incident {line['incident']})."
    assert line["incident"] in shown(office)
    assert "planted" not in shown(office)
    office.press(RETRY_DRAFT)
    office.work()
    assert office.brief().status is Status.IN_REVIEW


def test_only_the_author_retries_a_draft(office: Office) -> None:
    office.with_drafter(Broken(NO_MODEL, office.services.drafter))
    office.open()
    office.work()
    office.press(RETRY_DRAFT, by=AUTHOR.model_copy(update={"id": "U0MAYA"}))
    assert office.brief().status is Status.DRAFT_FAILED


def test_a_bug_while_delivering_blocks_the_delivery_until_the_author_retries(office: Office) -> None:
    client = slippery(office)
    office.open()
    with capture_logs() as logs:
        office.work()
    (line,) = [line for line in logs if "incident" in line]
    blocked = office.brief().open_handover
    assert blocked is not None
    assert blocked.blocked == f"Something went wrong in Baton (incident {line['incident']})."
    client.broken = False
    assert office.press(RETRY_DELIVERY) == 200
    office.work()
    assert len(posts(office)) == 1
    delivered = office.brief().open_handover
    assert delivered is not None
    assert delivered.blocked is None


def test_a_channel_that_is_closed_to_us_blocks_and_says_how_to_mend_it(office: Office) -> None:
    office.sandbox.kick(DESIGN, "U0BATON")
    office.open()
    office.work()
    assert "/invite @Baton" in shown(office)
    assert posts(office) == []
    office.sandbox.invite(DESIGN, "U0BATON")
    office.press(RETRY_DELIVERY)
    office.work()
    assert len(posts(office)) == 1
    assert kinds(office).count("DeliveryBlocked") == 1


def test_a_bug_while_informing_is_the_workers_to_repeat(office: Office) -> None:
    office.open()
    informing = next(job for job in office.due() if "inform_author" in job.key)
    office.services = replace(office.services, slack=None)  # type: ignore[arg-type]  # the planted bug
    with pytest.raises(AttributeError):
        office.perform(informing)
    assert "DraftFailed" not in kinds(office)


def test_slacks_pause_is_kept(office: Office) -> None:
    office.open()
    office.sandbox.fail("chat.postMessage", status=429, headers={"Retry-After": "41"}, channel=DESIGN)
    drafting = next(job for job in office.due() if "write_draft" in job.key)
    office.perform(drafting)
    asking = next(job for job in office.due() if "request_decision" in job.key)
    with pytest.raises(RetryLater) as told:
        office.perform(asking)
    assert told.value.delay == timedelta(seconds=41)
    office.perform(asking, attempt=2)
    assert len(posts(office)) == 1


def test_a_deed_whose_report_was_lost_is_found_and_not_done_twice(office: Office) -> None:
    office.open()
    drafting = next(job for job in office.due() if "write_draft" in job.key)
    office.perform(drafting)
    asking = next(job for job in office.due() if "request_decision" in job.key)
    office.sandbox.fail("chat.postMessage", drop=True, after=True, channel=DESIGN)
    with pytest.raises(RetryLater):
        office.perform(asking)
    for attempt in (2, 3):
        office.perform(asking, attempt)
    assert len(posts(office)) == 1
    assert kinds(office).count("Delivered") == 1


def test_a_draft_that_was_overtaken_is_not_begun(office: Office) -> None:
    drafter = Broken(NO_MODEL, office.services.drafter, times=99)
    office.with_drafter(drafter)
    office.open()
    office.services.ledger.submit("BRF-1", Cancel(by=AUTHOR, reason="moved"), office.now)
    office.work()
    assert drafter.asked == 0
    assert posts(office) == []


def test_a_job_waits_for_the_database(office: Office) -> None:
    with pytest.raises(RetryLater):
        office.perform(Job("x", "effect", {"brief_id": "BRF-9", "position": 0, "effect": {"kind": "inform_author"}}))


def test_a_job_that_nobody_knows_is_a_bug(office: Office) -> None:
    with pytest.raises(ValueError, match="there is no job called nonsense"):
        office.perform(Job("x", "nonsense"))


def test_news_waits_for_the_authors_message_but_not_for_ever(office: Office) -> None:
    office.sandbox.fail("conversations.open", error="internal_error", times=None)
    office.open()
    waiting = office.work()
    assert {key.rpartition("/")[2] for key in waiting} == {"inform_author"}
    office.now += 90 * MINUTE
    office.sandbox.heal()
    office.sandbox.fail("conversations.open", error="cannot_dm_bot", times=None)
    for key in waiting:
        position = int(key.split("/")[1])
        office.perform(
            Job(key, "effect", {"brief_id": "BRF-1", "position": position, "effect": {"kind": "inform_author"}})
        )
    assert office.brief().status is Status.IN_REVIEW
