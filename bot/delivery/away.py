"""Who is told of an absence when something becomes of it, and which requests then show another face?"""

from typing import Any

import structlog

from bot.deciders import asked_of, covers, shortage
from bot.delivery.in_place import tell_stand_ins
from bot.delivery.informing import refresh
from bot.delivery.reminding import refresh_reminders
from bot.delivery.requests import refresh_request
from bot.delivery.round_up import redraw_round_ups
from bot.failures import Permanent, Temporary
from bot.recipients import team_opening
from bot.services import Services
from bot.views.absences import proposal_post, released_post, stand_in_post, told_away_post
from bot.views.post import Post
from workflow.absence import Absence
from workflow.brief import Brief, Handover
from workflow.commands import RecordShortage, RetryDelivery
from workflow.effects import RefreshRequest

log = structlog.get_logger()


def absence_changed(services: Services, said: dict[str, Any], *, look: bool) -> None:
    """Tell whom it concerns what became of an absence, and bring what waits to whoever decides now.

    What begins or ends by the clock does so at midnight: the messages show it then, and people hear of it in their
    working hours.
    """
    absence, kind = services.absences.one(int(said["absence"])), str(said["kind"])
    if absence is None:
        return
    for user, post in _news(absence, kind):
        _tell(services, user, post, f"absence/{absence.number}/{kind}/{user}", look=look)
    if kind in {"began", "over"}:
        _reroute(services, absence, considerate=bool(said.get("by_clock")))


def _news(absence: Absence, kind: str) -> list[tuple[str, Post]]:
    if kind == "proposed" and absence.confirmed_by is None and absence.ended_at is None:
        return [(absence.who, proposal_post(absence))]
    if kind == "confirmed":
        told = [] if absence.confirmed_by in {None, absence.who} else [absence.who]
        own = [(who, told_away_post(absence, str(absence.confirmed_by))) for who in told]
        return own + ([(absence.stand_in, stand_in_post(absence))] if absence.stand_in else [])
    if kind == "ended" and absence.stand_in and absence.confirmed_by:
        return [(absence.stand_in, released_post(absence))]
    return []


def _tell(services: Services, user: str, post: Post, marker: str, *, look: bool) -> None:
    try:
        services.slack.post(services.slack.direct_channel(user), post, marker, look=look)
    except Permanent as error:  # what they should know stands in the requests themselves
        log.warning("somebody was not told of an absence", user=user, code=error.code)


def _reroute(services: Services, absence: Absence, *, considerate: bool) -> None:
    """Give the requests that the absence concerns their present face, and have whoever decides now hear of them.

    Raises:
        Temporary: when somebody has to be told, does not work now, and `considerate` says to wait for that.
    """
    opening = team_opening(services) if considerate else None
    openings = [opening] if opening else []
    for brief in services.queries.in_flight():
        for stay in brief.open_handovers:
            if brief.paused is None and _is_concerned(services, brief, stay, absence):
                if opening is None:
                    _recount(services, brief, stay)
                now = _show(services, brief, stay)
                openings += tell_stand_ins(services, now, stay, considerate=considerate)
        if brief.author_message is not None:
            refresh(services, services.ledger.brief(brief.id), brief.author_message)
    if openings:
        raise Temporary("people hear of it when they work", min(openings) - services.now())


def _show(services: Services, brief: Brief, stay: Handover) -> Brief:
    """Give everything that stands of a request its present face, and return the brief as it is now."""
    now = services.ledger.brief(brief.id)
    refresh_request(services, now, RefreshRequest(stage=stay.stage, revision=stay.revision))
    refresh_reminders(services, now, stay)
    redraw_round_ups(services, now, stay)
    return now


def _is_concerned(services: Services, brief: Brief, stay: Handover, absence: Absence) -> bool:
    away = {cover.absence.who for cover in covers(services, brief, stay)}
    stage = brief.stage_named(stay.stage)
    listed = bool(stage) and absence.who in (stage.persons if stage else ())
    return bool(away) or listed or absence.who in asked_of(services, brief, stay) or stay.blocked is not None


def _recount(services: Services, brief: Brief, stay: Handover) -> None:
    stage = brief.stage_named(stay.stage)
    lacking = shortage(services, brief, stage) if stage else None
    if lacking is not None and stay.delivered_at and stay.blocked is None:
        report = RecordShortage(stage=stay.stage, revision=stay.revision, reason=lacking)
        services.ledger.submit(brief.id, report, services.now())
    elif lacking is None and stay.blocked is not None:
        services.ledger.submit(brief.id, RetryDelivery(), services.now())
