"""Does the digest's message say what the week came to, on one screen and within Slack's limits?"""

import re
from dataclasses import replace
from datetime import timedelta
from textwrap import wrap
from typing import Any

import pytest

from bot.charts import chart_alt_text
from bot.sandbox.limits import problems
from bot.views.digest import digest_post
from bot.views.post import Post
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow.journeys import TEAM, by_the_hours, london
from tests.workflow.simulated import until, year
from tests.workflow.test_digest import ALL, CHANGED, STRAIGHT, WAITING, summed
from workflow.digest import Digest, digest
from workflow.events import Message
from workflow.week import Week

NASTY = "<!channel> <@U1> & <http://evil.test|x>"


def permalink(message: Message) -> str:
    return f"https://slack.test/{message.channel}/{message.ts}"


def mrkdwn(post: Post) -> str:
    """Return all that the message shows as mrkdwn."""
    texts: list[str] = []
    for block in post.blocks:
        elements: list[dict[str, Any]] = [block.get("text", {}), *block.get("elements", [])]
        texts += [element["text"] for element in elements if element.get("type") == "mrkdwn"]
    return "\n".join(texts)


def test_the_message_of_a_full_week_looks_as_it_did() -> None:
    post = digest_post(summed(*ALL), "F0CHART", permalink)
    assert problems(post.blocks, "message") == []
    assert_looks_like("digest", post)


LETTERS, LINES = 38, 30
"""What a phone shows at once of a message: letters of a wide font on a line, lines below the channel's name."""


def test_the_words_of_a_busy_week_fit_one_screen_of_a_phone() -> None:
    now, every = london("2026-11-09T09:00"), timedelta(minutes=20)
    briefs = until(now, year(begun=london("2026-10-26T09:00"), briefs=300, every=every))
    busy = digest(Week(2026, 45), TEAM, briefs, by_the_hours, now)
    assert len(busy.waits) == 3
    assert busy.leverage.saved_minutes
    post = digest_post(busy, "F0CHART", permalink)
    assert len(post.blocks[0]["text"]["text"]) <= LETTERS * 3 // 4, "the heading's letters are larger"
    told = "\n".join(block["text"]["text"] for block in post.blocks if block["type"] in {"header", "section"})
    shown = re.sub(r"<[^|]*\|([^>]*)>|\*", r"\1", told)
    for part in ("than the week before", "Needs action first", "First pass", "Minutes saved", "To try"):
        assert part in shown, part
    assert sum(len(wrap(line, LETTERS)) for line in shown.split("\n")) <= LINES, shown


def test_a_heading_names_the_days_on_one_line_and_the_small_print_the_week() -> None:
    for week, days in ((Week(2026, 47), "16 to 22 Nov"), (Week(2026, 49), "30 Nov to 6 Dec")):
        post = digest_post(replace(summed(STRAIGHT), span=week))
        assert post.blocks[0]["text"]["text"] == f"Handovers, {days}"
        assert post.blocks[-1]["elements"][0]["text"].startswith(f"{week}, working hours of Europe/London")


@pytest.mark.parametrize("late", [False, True])
def test_an_empty_week_is_one_line_with_no_picture(*, late: bool) -> None:
    post = digest_post(summed(), "F0CHART", permalink, late=late)
    assert [block["type"] for block in post.blocks] == ["section"]
    assert post.text == post.blocks[0]["text"]["text"]
    assert "\n" not in post.text
    assert ("late" in post.text) is late


def with_minutes(told: int, compared: int, saved: int | None, baselines: tuple[int, ...] = (180,)) -> str:
    week = summed(*ALL)
    minutes = replace(
        week.leverage, told=told, told_minutes=45.0, compared=compared, saved_minutes=saved, baselines=baselines
    )
    return mrkdwn(digest_post(replace(week, leverage=minutes)))


def test_minutes_saved_are_told_with_who_says_so_and_never_invented() -> None:
    assert "Minutes" not in mrkdwn(digest_post(summed(*ALL)))
    line = "*Minutes saved* about 5 h 10 min over 3 briefs, as authors tell it; before Baton 3 h each"
    assert line in with_minutes(3, 3, 310)
    assert "before Baton 2 h to 3 h each" in with_minutes(2, 2, 310, (120, 180))
    assert "*Minutes saved* none: 20 min more than before over 1 brief" in with_minutes(1, 1, -20)
    unknown = with_minutes(3, 0, None, ())
    assert (
        "3 briefs took their authors 45 min each at the median; held against what one took before (`/brief setup`)"
        in unknown
    )
    assert "1 brief took their authors 45 min; held against" in with_minutes(1, 0, None, ())


def test_a_late_digest_says_so() -> None:
    late = "This digest is late: Baton was not running at its time."
    assert late in mrkdwn(digest_post(summed(*ALL), late=True))
    assert late not in mrkdwn(digest_post(summed(*ALL)))


def test_the_notification_alone_tells_the_headline() -> None:
    assert digest_post(summed(*ALL)).text.startswith(
        "Week 47 (16 to 22 November 2026): half of 6 handovers were decided within 5 h 15 min of working time, "
        "2 h 15 min more than the week before."
    )


def headline(digest: Digest) -> str:
    return mrkdwn(digest_post(digest)).split("\n")[0].replace("*", "")


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (timedelta(hours=7), "1 h 45 min less than the week before"),
        (timedelta(hours=5, minutes=15, seconds=20), "working time, as in the week before"),
    ],
)
def test_the_headline_tells_the_change_from_the_week_before(before: timedelta, told: str) -> None:
    digest = summed(*ALL)
    assert told in headline(replace(digest, before=replace(digest.before, p50=before)))


def test_the_headline_of_a_first_week_of_one_handover_and_of_none() -> None:
    assert headline(summed(STRAIGHT)).endswith("; the four weeks before had none.")
    assert headline(summed(CHANGED, week=Week(2026, 46))).startswith("The one handover was decided within 3 h of")
    assert headline(summed(WAITING)) == "No handover was decided."


def test_waits_are_linked_where_a_link_is_known() -> None:
    digest = summed(*ALL)
    plain = "• BRF-3 Campaign 3 · Design review · *8 h 28 min*, past SLA"
    assert plain in mrkdwn(digest_post(digest))
    assert plain in mrkdwn(digest_post(digest, None, lambda _: None))
    assert plain in mrkdwn(
        digest_post(replace(digest, waits=(replace(digest.waits[0], message=None),)), None, permalink)
    )
    assert "• <https://slack.test/C0DESIGN/1795165320.000000|BRF-3> Campaign 3" in mrkdwn(
        digest_post(digest, None, permalink)
    )


def test_a_wait_within_its_sla_is_not_called_late() -> None:
    assert "*, past SLA" not in mrkdwn(digest_post(summed(WAITING, now="2026-11-20T10:00")))


def test_a_stage_past_its_sla_without_a_decision_still_has_its_line() -> None:
    shown = mrkdwn(digest_post(summed(WAITING)))
    assert "*Design review* no decision · 1 past SLA" in shown
    assert "No decision: Marketing sign-off, Agency acceptance" in shown


def test_what_people_typed_is_shown_and_obeyed_nowhere() -> None:
    digest = summed(*ALL)
    stages = tuple(replace(stage, title=NASTY) for stage in digest.stages)
    idle = replace(stages[0], name="idle", decided=(), breaches=0)
    waits = tuple(replace(wait, name=NASTY, title=NASTY) for wait in digest.waits)
    shown = mrkdwn(digest_post(replace(digest, stages=(*stages, idle), waits=waits)))
    assert "<" not in shown
    assert shown.count("&lt;!channel&gt;") == 9


def test_a_team_with_many_stages_and_long_names_stays_within_the_limits() -> None:
    digest = summed(*ALL)
    busy = [replace(digest.stages[0], name=f"s{n}", title=f"{n} {'&' * 57}") for n in range(20)]
    idle = [replace(stage, name=f"i{n}", decided=(), breaches=0) for n, stage in enumerate(busy)]
    waits = tuple(replace(digest.waits[0], name="&" * 120, title="&" * 60) for _ in range(3))
    post = digest_post(replace(digest, stages=(*busy, *idle), waits=waits), "F0CHART", permalink)
    assert problems(post.blocks, "message") == []
    assert "… and 12 more stages" in mrkdwn(post)


@pytest.mark.parametrize(
    ("week", "named"),
    [
        (Week(2026, 47), "16 to 22 November 2026"),
        (Week(2026, 49), "30 November to 6 December 2026"),
        (Week(2026, 53), "28 December 2026 to 3 January 2027"),
    ],
)
def test_the_week_is_named_by_its_days(week: Week, named: str) -> None:
    assert named in digest_post(summed(week=week)).text


def test_the_picture_is_told_in_words_the_finding_first() -> None:
    assert chart_alt_text(summed(*ALL)) == (
        "Week 47: Agency acceptance took longest, 1 working day 2 h of working time at the median; "
        "2 went past their SLA. "
        "Design review: median 1 working day 1 h, n 2, SLA 4 h, 2 past SLA. "
        "Marketing sign-off: median 1 h 30 min, n 2, SLA 8 h. "
        "Agency acceptance: median 1 working day 2 h, n 2, SLA 2 working days."
    )
