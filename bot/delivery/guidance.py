"""What does the team want of its briefs, and what should it say next? Shown to whoever asked."""

from bot.leverage import LOOKED_AT, authorships, newest_completed
from bot.services import Services
from bot.views.guidance import guidance_post
from workflow.brief import Brief
from workflow.guidance import Proposal, proposals


def show_guidance(services: Services, response_url: str, said: str = "") -> None:
    """Show what stands and what is proposed; `said` is what was just done."""
    briefs = latest(services)
    services.slack.answer(
        response_url, guidance_post(services.guidance.standing(), proposed(services, briefs), len(briefs), said)
    )


def latest(services: Services) -> list[Brief]:
    """Return the briefs whose drafts say what is rewritten: those that were completed last."""
    return newest_completed(services.queries.lately_completed(LOOKED_AT), LOOKED_AT)[0]


def proposed(services: Services, briefs: list[Brief]) -> tuple[Proposal, ...]:
    """Return the sections that were rewritten often in `briefs` and for which nothing stands yet."""
    return proposals(authorships(briefs, services.drafts), briefs, services.guidance.standing())
