"""A trial of the agent in Slack: started, looked at, ended, decided on."""

from secrets import token_hex
from typing import Any

from slack_bolt import Ack

from bot.admins import is_admin, only_admins
from bot.listeners.author import team_of
from bot.listeners.gesture import Body, button_value, installed_workspace, person_of
from bot.services import Services
from bot.views.buttons import SeenTrialValue, TrialValue
from bot.views.modals import notice_modal
from bot.views.post import Post
from bot.views.trial_modals import end_modal, live_modal, read_reason, read_start
from bot.views.trial_report import started_post, waiting_post, word_post
from storage.jobs import Job
from workflow.errors import NotAllowed
from workflow.shadow import wishes as w
from workflow.shadow.figures import trial_figures
from workflow.shadow.rules import may_read
from workflow.shadow.trial import Trial
from workflow.values import InvalidInput

NO_TRIAL = "No trial of the agent is running. An admin starts one with /brief shadow."
"""What is said where a trial is needed."""


def last_trial(services: Services) -> Trial:
    """Return the trial that was started last.

    Raises:
        NotAllowed: when there was none.
    """
    trial = services.trials.last()
    if trial is None:
        raise NotAllowed(NO_TRIAL)
    return trial


def model_of(services: Services) -> str | None:
    """Return the language model that could judge in a trial, None where none is set up."""
    return None if services.judge is None else services.judge.model


def _numbered(services: Services, number: int) -> Trial:
    """Return the trial of a number that somebody typed.

    Raises:
        NotAllowed: when there was none.
    """
    last = last_trial(services).number
    if number > last:
        raise NotAllowed(f"There is no trial {number}; the last one is trial {last}.")
    return services.trials.trial(number)


def start(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Begin a trial with the rules that an admin fixed, or say at each field what has to be mended."""
    team, person, now = team_of(services), person_of(body), services.now()
    only_admins(services, person)
    try:
        rules = read_start(view["state"]["values"], now.astimezone(team.calendar.zone).date(), model_of(services))
    except InvalidInput as invalid:
        ack(response_action="errors", errors=invalid.errors)
        return
    command = w.StartTrial(
        by=person.id,
        workspace=installed_workspace(body),
        team=team.name,
        zone=team.calendar.timezone,
        seed=token_hex(16),
        **vars(rules),
    )
    trial = services.trials.start(command, now)
    ack(response_action="update", view=notice_modal("Trial started", started_post(trial)))


def ask_report(services: Services, body: Body, number: int | None = None) -> Post:
    """Have the figures of a trial folded, the last if none is named; many pairs take longer than a command may."""
    trial, person = _numbered(services, number) if number else last_trial(services), person_of(body)
    may_read(trial, person.id, is_admin=is_admin(services, person))
    said = {"trial": trial.number, "user": person.id, "workspace": person.workspace}
    payload = {**said, "response_url": body["response_url"]}
    _enqueue(services, Job(f"show_trial/{body['trigger_id']}", "show_trial", payload, "slow"))
    return waiting_post()


def word_report(ack: Ack, body: Body, services: Services) -> None:
    """Have the Word report written for somebody who may see the figures."""
    value, person = TrialValue.loads(button_value(body)), person_of(body)
    may_read(services.trials.trial(value.trial), person.id, is_admin=is_admin(services, person))
    key = f"send_trial/{body['trigger_id']}"
    _enqueue(services, Job(key, "send_trial", {"trial": value.trial, "user": person.id, "key": key}, "slow"))
    services.slack.answer(body["response_url"], word_post())
    ack()


def _enqueue(services: Services, job: Job) -> None:
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])


def _for_admin(body: Body, services: Services) -> Trial:
    """Return the trial of a button that only admins may press."""
    only_admins(services, person_of(body))
    return services.trials.trial(TrialValue.loads(button_value(body)).trial)


def ask_to_go_live(ack: Ack, body: Body, services: Services) -> None:
    """Show an admin who may see them the figures once more, and ask why."""
    trial = _for_admin(body, services)
    may_read(trial, person_of(body).id, is_admin=True)
    services.slack.open_modal(body["trigger_id"], live_modal(trial_figures(trial, {})))
    ack()


def go_live(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Record who decided to go live, on which figures; a judgement that came in meanwhile has to be seen first."""
    value, person = SeenTrialValue.loads(str(view.get("private_metadata", ""))), person_of(body)
    only_admins(services, person)
    trial, reason = services.trials.trial(value.trial), read_reason(view["state"]["values"])
    figures = trial_figures(trial, {}).as_fact(person.id, reason, services.now())
    command = w.GoLive(by=person.id, reason=reason, figures=figures, seen=value.position)
    services.trials.submit(trial.number, command, services.now())
    ack()


def open_end(services: Services, body: Body) -> None:
    """Ask an admin why the last trial should end; one who judges in it sees no report, and no button there."""
    only_admins(services, person_of(body))
    services.slack.open_modal(str(body["trigger_id"]), end_modal(last_trial(services)))


def ask_to_end(ack: Ack, body: Body, services: Services) -> None:
    """Ask an admin why the trial should end."""
    services.slack.open_modal(body["trigger_id"], end_modal(_for_admin(body, services)))
    ack()


def end(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """End a trial."""
    value, person = TrialValue.loads(str(view.get("private_metadata", ""))), person_of(body)
    only_admins(services, person)
    command = w.EndTrial(by=person.id, reason=read_reason(view["state"]["values"]))
    services.trials.submit(value.trial, command, services.now())
    ack()
