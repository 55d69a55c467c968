"""Which gesture is answered by which listener? The table of contents of the Slack surface."""

import re
from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltResponse

from bot.listeners import (
    aftermath,
    author,
    author_moves,
    away,
    channels,
    decisions,
    editing,
    guidance,
    home,
    kinds,
    library,
    links,
    reassigning,
    round_up,
    setup,
    setup_parts,
    shadow,
    shortcuts,
    talk,
    template,
    trials,
)
from bot.listeners.brief_command import brief_command
from bot.listeners.gesture import Body, installed_workspace
from bot.listeners.refusals import refuse
from bot.services import Services
from bot.views import (
    buttons,
    campaign_modal,
    change_list,
    changes_modal,
    link,
    message_form,
    minutes,
    outcome,
    override_modal,
    pair,
    reason_modal,
    reassign_modal,
    revise_modal,
    setup_stage,
    setup_team,
    setup_when,
    trial_modals,
)
from bot.views import guidance as guidance_view
from bot.views import setup as setup_view
from bot.views import template as template_view
from bot.views.answers import refusal_post
from workflow.errors import NotAllowed

log = structlog.get_logger()

Listener = Callable[..., None]

_ACTIONS: dict[str, Listener] = {
    buttons.NEW_BRIEF: shortcuts.new_brief,
    buttons.APPROVE: decisions.approve,
    buttons.REQUEST_CHANGES: decisions.ask_for_changes,
    buttons.SHOW_FINDINGS: decisions.show_findings,
    buttons.RETRY_DRAFT: author.retry_draft,
    buttons.RETRY_DELIVERY: author.retry_delivery,
    buttons.REQUEST_SAID: talk.request_said,
    buttons.GATHER: talk.gather,
    buttons.ONLY_COMMENT: talk.only_comment,
    buttons.DECLINE: decisions.ask_for_decline,
    buttons.REASSIGN: reassigning.ask,
    buttons.CONFIRM_ABSENCE: away.confirm,
    buttons.END_ABSENCE: away.end,
    buttons.LOOK_AGAIN: decisions.look_again,
    buttons.WITHDRAW: author_moves.withdraw,
    buttons.PAUSE: author_moves.ask_for_pause,
    buttons.RESUME: author_moves.resume,
    buttons.CANCEL: author_moves.ask_for_cancel,
    buttons.DUPLICATE: kinds.duplicate,
    buttons.OVERRIDE: author.ask_for_override,
    buttons.REVISE: kinds.ask_for_revision,
    buttons.REQUEST_REMARKS: editing.request_remarks,
    buttons.USE_EDIT: editing.use_all_the_same,
    buttons.REMOVE_ITEM: library.remove_item,
    buttons.MAKE_LINK: links.ask_for_link,
    buttons.REVOKE_LINK: links.revoke,
    buttons.CHOOSE_PLACE: template.choose,
    buttons.USE_TEMPLATE: template.use,
    buttons.PREVIEW_TEMPLATE: template.preview,
    buttons.DISCARD_TEMPLATE: template.discard,
    buttons.REPLACE_TEMPLATE: template.replace,
    buttons.OWN_DESIGN: template.set_aside,
    buttons.WRITE_GUIDANCE: guidance.ask_for_guidance,
    buttons.WITHDRAW_GUIDANCE: guidance.withdraw,
    buttons.TELL_OUTCOME: aftermath.ask_outcome,
    buttons.TELL_NOT_RUN: aftermath.tell_not_run,
    **dict.fromkeys(minutes.ACTIONS, aftermath.tell_minutes),
    buttons.SETUP: setup.open_page,
    buttons.SETUP_EDIT: setup_parts.edit,
    buttons.SETUP_ADD: setup_parts.edit,
    buttons.SETUP_MORE: setup_parts.more,
    buttons.SETUP_CHANNEL: setup_parts.choose_channel,
    buttons.SETUP_LOOK: setup.look_again,
    buttons.SETUP_DISCARD: setup.start_over,
    buttons.SETUP_HISTORY: setup.show_history,
    buttons.SETUP_WHEN: setup_parts.edit,
    buttons.JUDGE_PAIR: shadow.ask_to_judge,
    buttons.RESEND_PAIR: shadow.ask_for_file,
    buttons.TRIAL_REPORT: trials.word_report,
    buttons.GO_LIVE: trials.ask_to_go_live,
    buttons.END_TRIAL: trials.ask_to_end,
}

_SUBMISSIONS: dict[str, Listener] = {
    campaign_modal.CALLBACK_ID: author.open_brief,
    campaign_modal.REVISION_CALLBACK_ID: author.revise,
    changes_modal.CALLBACK_ID: decisions.request_changes,
    change_list.CALLBACK_ID: talk.sign_list,
    reassign_modal.CALLBACK_ID: reassigning.send,
    override_modal.CALLBACK_ID: author.override,
    reason_modal.DECLINE_CALLBACK_ID: decisions.decline,
    reason_modal.CANCEL_CALLBACK_ID: author_moves.stop,
    reason_modal.PAUSE_CALLBACK_ID: author_moves.stop,
    revise_modal.CALLBACK_ID: editing.send,
    link.CALLBACK_ID: links.make,
    template_view.CALLBACK_ID: template.send,
    message_form.READING_CALLBACK_ID: shortcuts.go_on_without,
    guidance_view.CALLBACK_ID: guidance.accept,
    outcome.CALLBACK_ID: aftermath.tell_outcome,
    setup_view.CALLBACK_ID: setup.save,
    setup_stage.CALLBACK_ID: setup_parts.set_stage,
    setup_team.TEAM_CALLBACK_ID: setup_parts.set_team,
    setup_team.DIGEST_CALLBACK_ID: setup_parts.set_digest,
    setup_team.ADMINS_CALLBACK_ID: setup_parts.set_admins,
    setup_team.REMINDERS_CALLBACK_ID: setup_parts.set_reminders,
    setup_when.CALLBACK_ID: setup_parts.set_when,
    trial_modals.START_CALLBACK_ID: trials.start,
    trial_modals.PAIR_CALLBACK_ID: shadow.enter,
    trial_modals.FILE_CALLBACK_ID: shadow.send_again,
    trial_modals.LIVE_CALLBACK_ID: trials.go_live,
    trial_modals.END_CALLBACK_ID: trials.end,
    pair.CALLBACK_ID: shadow.judge,
}

_SHORTCUTS: dict[str, Listener] = {
    buttons.NEW_BRIEF: shortcuts.new_brief,
    buttons.MESSAGE_BRIEF: shortcuts.brief_from_message,
}

ANYTHING = re.compile(r".*", re.DOTALL)


def register(app: App, services: Services) -> None:
    """Attach every listener to `app`; a gesture that nobody knows is answered kindly."""
    app.use(_home_only(services))
    app.command("/brief")(_on_command(services))
    for action_id, listener in _ACTIONS.items():
        app.action(action_id)(_on_action(listener, services))
    for callback_id, listener in _SHORTCUTS.items():
        app.shortcut(callback_id)(_on_action(listener, services))
    for callback_id, listener in (_SUBMISSIONS | kinds.submissions()).items():
        app.view(callback_id)(_on_submission(listener, services))
    app.event("app_home_opened")(_on_event(home.opened, services))
    app.event("member_joined_channel")(_on_event(channels.joined, services))
    app.event({"type": "message", "subtype": "file_share"})(_on_event(_file_shared, services))
    app.event({"type": "message", "subtype": (None, "thread_broadcast")})(_on_event(talk.replied, services))
    app.action(ANYTHING)(_on_action(_unknown_button, services))
    app.event(ANYTHING)(_ignored)
    app.error(_on_error(services))


def _file_shared(body: Body, services: Services) -> None:
    """A file in a thread is about a brief; one in the direct message is for the library."""
    (editing if "thread_ts" in body["event"] else library).dropped(body, services)


def _home_only(services: Services) -> Callable[..., BoltResponse]:
    def check(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002  # Bolt's name for it
        if installed_workspace(body) != services.slack.identity().workspace:
            log.warning("a gesture of an unknown workspace", workspace=installed_workspace(body))
            raise NotAllowed("This workspace is not the one that Baton works for.")
        return next()

    return check


def _on_command(services: Services) -> Listener:
    def listen(ack: Ack, body: dict[str, Any]) -> None:
        brief_command(ack, body, services)

    return listen


def _on_action(listener: Listener, services: Services) -> Listener:
    def listen(ack: Ack, body: dict[str, Any]) -> None:
        try:
            listener(ack, body, services)
        finally:
            if home.is_there(body):  # what was refused may no longer be theirs to do either
                home.draw_again(body, services)
            round_up.draw_again(body, services)

    return listen


def _on_submission(listener: Listener, services: Services) -> Listener:
    def listen(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        listener(ack, body, view, services)

    return listen


def _on_event(listener: Listener, services: Services) -> Listener:
    def listen(body: dict[str, Any]) -> None:
        listener(body, services)

    return listen


def _on_error(services: Services) -> Callable[..., BoltResponse]:
    def answer(error: Exception, body: dict[str, Any]) -> BoltResponse:
        return refuse(error, body, services)

    return answer


def _unknown_button(ack: Ack, body: Body, services: Services) -> None:
    if "response_url" in body:
        sentence = "That button is from another version of Baton. /brief list shows where your briefs stand."
        services.slack.answer(body["response_url"], refusal_post(sentence))
    ack()


def _ignored(body: dict[str, Any]) -> None:
    log.debug("an event that nobody asked for", kind=body.get("event", {}).get("type"))
