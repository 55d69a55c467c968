"""Which month is reported to leadership, with which months before it and whose words?"""

from datetime import datetime

from bot.charts import chart_alt_text, digest_chart
from bot.figures import digest_of
from bot.leverage import authorships
from bot.word.report import render_report
from storage.drafts import Drafts
from storage.queries import Queries
from workflow.brief import Brief
from workflow.digest import MONTHS_COMPARED, Digest
from workflow.flow import is_completed_in
from workflow.report import Report, pictured
from workflow.stays import Period
from workflow.team import Team
from workflow.week import Month


def report_name(month: Month) -> str:
    """Return what the file of a month's report is called."""
    return f"baton-report-{month}.docx"


def report_document(queries: Queries, drafts: Drafts, team: Team, month: Month, now: datetime) -> bytes:
    """Return the Word document about `month`."""
    report = report_of(queries, drafts, team, month, now)
    shown = pictured(report.month)
    return render_report(report, digest_chart(shown), chart_alt_text(shown))


def report_of(queries: Queries, drafts: Drafts, team: Team, month: Month, now: datetime) -> Report:
    """Return the figures of `month` and of the months before it, and whose words the briefs completed in them have."""
    before: list[Digest] = []
    span = month
    for _ in range(MONTHS_COMPARED):
        span = span.before()
        before.insert(0, digest_of(queries, team, span, now))
    start = span.bounds(team.calendar.zone)[0]
    own = Period(*month.bounds(team.calendar.zone))
    briefs = queries.window(start, own.end)
    return Report(
        team=team.name,
        month=digest_of(queries, team, month, now),
        before=tuple(before),
        written=tuple(authorships(_completed(briefs, own), drafts)),
        earlier=tuple(authorships(_completed(briefs, Period(start, own.start)), drafts)),
    )


def _completed(briefs: list[Brief], period: Period) -> list[Brief]:
    return [brief for brief in briefs if is_completed_in(brief, period)]
