"""Which deed does a job ask for, and what follows when it fails?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, assert_never

import structlog

from bot.delivery.away import absence_changed
from bot.delivery.digest import post_digest, send_report, show_digest
from bot.delivery.drafting import write_draft
from bot.delivery.editing import take_edit, use_edit
from bot.delivery.guidance import show_guidance
from bot.delivery.hearing import hear
from bot.delivery.home import show_home
from bot.delivery.in_place import tell_assignee
from bot.delivery.informing import inform_author, say_opened
from bot.delivery.kept import refresh_approved, take_offers, tell_approvers
from bot.delivery.library import add_to_library
from bot.delivery.message import read_message
from bot.delivery.outcome import keep_outcome, request_outcome
from bot.delivery.papers import write_paper
from bot.delivery.pdf import attach_pdf
from bot.delivery.remarks import request_remarks
from bot.delivery.reminding import refresh_reminders, remind
from bot.delivery.requests import refresh_request, request_decision
from bot.delivery.round_up import redraw_round_up, redraw_round_ups, send_round_up
from bot.delivery.setup import look_at_setup, post_test_line, tell_settings
from bot.delivery.shadow import perform_shadow
from bot.delivery.template import preview_template, read_template
from bot.delivery.trial_report import send_trial, show_trial
from bot.delivery.writing import Following
from bot.failures import Permanent, Temporary
from bot.logs import incident
from bot.services import Services
from storage.codec import decode_effect
from storage.errors import StorageError
from storage.jobs import Job, RetryLater
from workflow import effects as fx
from workflow.brief import Brief
from workflow.commands import RecordDeliveryFailure, RecordDraftFailure
from workflow.events import DeliveryRetried, Event
from workflow.fold import replay
from workflow.inputs import CAMPAIGN

log = structlog.get_logger()

STORAGE_PAUSE = timedelta(seconds=5)

_AboutRequest = fx.RefreshRequest | fx.RefreshApproved | fx.TellApprovers | fx.TellAssignee | fx.Remind

_NOBODY_WAITS = _AboutRequest | fx.InformAuthor | fx.RequestOutcome | fx.KeepOutcome
"""Effects that no brief waits for: what goes wrong with them need not stand in its log."""


_DEEDS: dict[str, Callable[[Services, dict[str, Any], bool], None]] = {
    "digest": lambda services, said, look: post_digest(services, said["workspace"], said["week"], look=look),
    "show_digest": lambda services, said, _: show_digest(services, said["response_url"], said["week"]),
    "show_guidance": lambda services, said, _: show_guidance(services, said["response_url"], said.get("said", "")),
    "send_report": lambda services, said, look: send_report(
        services, said["user"], said["month"], said["key"], look=look
    ),
    "show_home": lambda services, said, _: show_home(services, said),
    "say_opened": lambda services, said, _: say_opened(services, said["brief_id"], said["channel"]),
    "absence": lambda services, said, look: absence_changed(services, said, look=look),
    "add_to_library": lambda services, said, look: add_to_library(services, said, look=look),
    "round_up": lambda services, said, look: send_round_up(services, said, look=look),
    "redraw_round_up": lambda services, said, _: redraw_round_up(services, said),
    "take_edit": lambda services, said, look: take_edit(services, said, look=look),
    "attach_pdf": lambda services, said, look: attach_pdf(services, said, look=look),
    "request_remarks": lambda services, said, look: request_remarks(services, said, look=look),
    "hear": lambda services, said, _: hear(services, said),
    "use_edit": lambda services, said, look: use_edit(services, said, look=look),
    "read_message": lambda services, said, _: read_message(services, said),
    "read_template": lambda services, said, look: read_template(services, said, look=look),
    "shadow": lambda services, said, look: perform_shadow(services, said, look=look),
    "show_trial": lambda services, said, look: show_trial(services, said, look=look),
    "send_trial": lambda services, said, look: send_trial(services, said, look=look),
    "preview_template": lambda services, said, look: preview_template(services, said, look=look),
    "look_at_setup": lambda services, said, _: look_at_setup(services, said),
    "post_test_line": lambda services, said, look: post_test_line(services, said, look=look),
    "tell_settings": lambda services, said, look: tell_settings(services, said, look=look),
}
"""The jobs that no event of a brief asked for, by their names."""


class Performer:
    """Performs jobs: the one place where what the world refuses becomes a retry, a report or an incident."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def __call__(self, job: Job, attempt: int) -> None:
        """Perform `job`; `attempt` is 1 when it certainly was never tried.

        Raises:
            RetryLater: when the world asks for patience.
        """
        with structlog.contextvars.bound_contextvars(job=job.key, attempt=attempt):
            try:
                self._perform(job, look=attempt > 1)
            except Temporary as error:
                log.warning("a job waits", reason=str(error), pause=error.pause.total_seconds())
                raise RetryLater(error.pause) from error
            except StorageError as error:
                log.exception("a job waits for the database")
                raise RetryLater(STORAGE_PAUSE) from error

    def _perform(self, job: Job, *, look: bool) -> None:
        if job.name == "effect":
            self._perform_effect(job, look=look)
        elif job.name in _DEEDS:
            _DEEDS[job.name](self.services, job.payload, look)
        else:
            raise ValueError(f"there is no job called {job.name}")

    def _perform_effect(self, job: Job, *, look: bool) -> None:
        brief_id, position = str(job.payload["brief_id"]), int(job.payload["position"])
        effect = decode_effect(job.payload["effect"])
        history = self.services.ledger.history(brief_id)
        brief, event = replay(history), history[position]
        try:
            self._do(effect, brief, event, position, look=look)
        except (Temporary, StorageError):
            raise
        except Permanent as error:
            log.warning("a deed is blocked", brief=brief_id, code=error.code, reason=str(error))
            self._report(brief_id, effect, str(error))
        except Exception as error:  # one of the two places that catch everything
            if isinstance(effect, _NOBODY_WAITS):
                raise  # no brief waits for it: the worker tries again, then parks it
            incident_id = incident(log, "a deed failed", error, brief=brief_id, effect=type(effect).__name__)
            self._report(brief_id, effect, f"Something went wrong in Baton (incident {incident_id}).")

    def _do(self, effect: fx.Effect, brief: Brief, event: Event, position: int, *, look: bool) -> None:
        match effect:
            case fx.WriteDraft():
                self._write(brief, effect, event)
            case fx.RequestDecision():
                tried = look or isinstance(event, DeliveryRetried)
                request_decision(self.services, brief, effect, look=tried)
                take_offers(self.services, brief, effect)
            case fx.RefreshRequest() | fx.RefreshApproved() | fx.TellApprovers() | fx.TellAssignee() | fx.Remind():
                self._tell(effect, brief, event, position, look=look)
            case fx.RequestOutcome():
                request_outcome(self.services, brief, event, position, look=look)
            case fx.KeepOutcome():
                keep_outcome(self.services, brief, event, position, look=look)
            case fx.InformAuthor():
                inform_author(self.services, brief, event, position, look=look)
            case _:
                assert_never(effect)

    def _write(self, brief: Brief, effect: fx.WriteDraft, event: Event) -> None:
        if brief.workflow == CAMPAIGN:
            write_draft(self.services, brief, effect, event.at, Following(self.services, brief))
        else:
            write_paper(self.services, brief, effect)

    def _tell(self, effect: _AboutRequest, brief: Brief, event: Event, position: int, *, look: bool) -> None:
        match effect:
            case fx.RefreshRequest():
                refresh_request(self.services, brief, effect)
                if stay := brief.handover(effect.stage, effect.revision):
                    refresh_reminders(self.services, brief, stay)
                    redraw_round_ups(self.services, brief, stay)
            case fx.RefreshApproved():
                refresh_approved(self.services, brief)
            case fx.TellApprovers():
                tell_approvers(self.services, brief, effect, look=look)
            case fx.TellAssignee():
                tell_assignee(self.services, brief, effect, event, position, look=look)
            case fx.Remind():
                remind(self.services, brief, effect, look=look)

    def _report(self, brief_id: str, effect: fx.Effect, reason: str) -> None:
        """Put into the log what keeps a brief from moving on; for the rest the operator's log is enough."""
        if isinstance(effect, _NOBODY_WAITS):
            return
        command: RecordDraftFailure | RecordDeliveryFailure
        match effect:
            case fx.WriteDraft():
                command = RecordDraftFailure(revision=effect.revision, reason=reason)
            case fx.RequestDecision():
                command = RecordDeliveryFailure(stage=effect.stage, revision=effect.revision, reason=reason)
            case _:
                assert_never(effect)
        self.services.ledger.submit(brief_id, command, self.services.now())
