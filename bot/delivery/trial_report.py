"""The figures of a trial: shown to whoever asked, or sent to them as a Word document."""

from typing import Any

from bot.admins import is_admin
from bot.services import Services
from bot.views.trial_report import document_post, report_post
from bot.word.trial_report import trial_document
from workflow.people import Person
from workflow.shadow.apart import ModelFigures, model_figures
from workflow.shadow.figures import Sides, TrialFigures, trial_figures


def figures_of(services: Services, number: int) -> tuple[TrialFigures, ModelFigures | None]:
    """Return the figures of a trial, folded from its facts and the words of its briefs; apart, those of its model."""
    trial = services.trials.trial(number)
    sides = {
        pair.number: Sides(services.sheets.load(pair.agent_sheet), services.sheets.load(pair.sheet))
        for pair in trial.pairs
        if pair.agent_sheet is not None and pair.sheet is not None
    }
    return trial_figures(trial, sides), model_figures(trial, sides)


def show_trial(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Answer `/brief shadow report`."""
    del look  # an answer that is given twice replaces nothing and harms nobody
    person = Person(id=str(payload["user"]), workspace=str(payload["workspace"]))
    figures, apart = figures_of(services, int(payload["trial"]))
    post = report_post(figures, apart, is_admin=is_admin(services, person))
    services.slack.answer(str(payload["response_url"]), post)


def send_trial(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Send the Word report of a trial to whoever asked for it."""
    figures, apart = figures_of(services, int(payload["trial"]))
    channel = services.slack.direct_channel(str(payload["user"]))
    message = services.slack.post(channel, document_post(figures), str(payload["key"]), look=look)
    name = f"trial-{figures.trial.number}-report.docx"
    services.slack.upload(message, name, trial_document(figures, services.now(), apart), look=look)
