"""How is a digest written for programs? The names are the operating contract's; `docs/figures.md` defines each."""

from workflow.digest import Digest, StageFigures, compared_with
from workflow.flow import Flow
from workflow.latency import Spread, seconds
from workflow.leverage import Authorship, Leverage, SectionTrend
from workflow.surviving import Survival
from workflow.waits import Wait
from workflow.week import Month, Week


def digest_json(digest: Digest) -> dict[str, object]:
    """Return `digest` in the JSON types of `baton latency --json`: durations in seconds, absent figures null."""
    return {
        "week": str(digest.span) if isinstance(digest.span, Week) else None,
        "month": str(digest.span) if isinstance(digest.span, Month) else None,
        "timezone": digest.timezone,
        "stages": [_stage_json(stage) for stage in digest.stages],
        "first_pass_yield": digest.first_pass_yield,
        "completed": digest.completed,
        "in_flight": digest.in_flight,
        "opened": digest.opened,
        "breaches": digest.breaches,
        "sla_attainment": digest.attainment,
        "rework_loops": digest.loops,
        "headline": _spread_json(digest.working),
        "headline_before": _spread_json(digest.before),
        "headline_trailing": {**_spread_json(digest.trailing), "spans": compared_with(digest.span)},
        "waits": [_wait_json(wait) for wait in digest.waits],
        "waiting": digest.waiting,
        "waiting_unusually_long": digest.unusual,
        "baton_delivery": _spread_json(digest.delivery),
        "agent_drafting": _spread_json(digest.drafting),
        "flow": _flow_json(digest.flow),
        "leverage": leverage_json(digest.leverage),
    }


def leverage_json(told: Leverage) -> dict[str, object]:
    """Return the minutes of a stretch of time in JSON types; what nobody told is null."""
    return {
        "told": told.told,
        "told_minutes": told.told_minutes,
        "compared": told.compared,
        "saved_minutes": told.saved_minutes,
        "baselines": list(told.baselines),
        "first_draft": _spread_json(told.first_draft),
        "edited": _spread_json(told.edited),
    }


def authorship_json(written: Authorship) -> dict[str, object]:
    """Return whose words a brief has in JSON types."""
    return {
        "id": written.brief_id,
        "typed_words": written.typed,
        "typed_share": written.typed_share,
        "written_by_people": written.is_written_by_people,
        "surviving_share": written.whole.share,
        "sections": [_survival_json(one) for one in written.sections],
    }


def _survival_json(survival: Survival) -> dict[str, object]:
    return {
        "name": survival.section.value if survival.section else None,
        "drafted_words": survival.drafted,
        "kept_words": survival.kept,
        "signed_words": survival.signed,
    }


def trend_json(trend: SectionTrend) -> dict[str, object]:
    """Return what survives in a section, now and before, in JSON types."""
    return {
        "name": trend.section.value,
        "n": trend.n,
        "surviving_share": trend.share,
        "n_before": trend.n_before,
        "surviving_share_before": trend.share_before,
    }


def _stage_json(stage: StageFigures) -> dict[str, object]:
    working, calendar, recent = stage.working, stage.calendar, stage.recent_working
    return {
        "name": stage.name,
        "title": stage.title,
        "workflow": stage.workflow,
        "n": working.n,
        "p50_working_seconds": seconds(working.p50),
        "p85_working_seconds": seconds(working.p85),
        "p95_working_seconds": seconds(working.p95),
        "p50_calendar_seconds": seconds(calendar.p50),
        "p85_calendar_seconds": seconds(calendar.p85),
        "p95_calendar_seconds": seconds(calendar.p95),
        "breaches": stage.breaches,
        "sla_seconds": seconds(stage.sla),
        "sla_attainment": stage.attainment,
        "first_look_p50_working_seconds": seconds(stage.first_look.p50),
        "waiting": stage.waiting,
        "recent": _spread_json(recent),
        "usual_working_seconds": seconds(stage.usual),
    }


def _spread_json(spread: Spread) -> dict[str, object]:
    return {"n": spread.n, "p50_seconds": seconds(spread.p50), "p85_seconds": seconds(spread.p85)}


def _wait_json(wait: Wait) -> dict[str, object]:
    return {
        "id": wait.brief_id,
        "name": wait.name,
        "stage": wait.stage,
        "working_seconds": seconds(wait.waiting),
        "breached": wait.breached,
        "unusually_long": wait.is_unusual,
    }


def _flow_json(flow: Flow) -> dict[str, object]:
    return {
        "completed": flow.completed,
        "lead_working": _spread_json(flow.lead),
        "lead_calendar": _spread_json(flow.lead_calendar),
        "cycle_working": _spread_json(flow.cycle),
        "efficiency": flow.efficiency,
        "rework_loops": flow.loops,
        "reasons": {reason.code: reason.count for reason in flow.reasons},
        "in_progress": flow.in_progress,
        "littles_ratio": flow.littles_ratio,
    }
