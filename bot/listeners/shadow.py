"""A trial of the agent in Slack: started, given pairs, judged, looked at, ended, decided on."""

import re
from collections.abc import Mapping
from datetime import date
from secrets import token_hex
from typing import Any

from slack_bolt import Ack

from bot.admins import is_admin, only_admins
from bot.groups import is_of_team
from bot.listeners.author import at_fields, team_of
from bot.listeners.gesture import Body, button_value, installed_workspace, person_of
from bot.services import Services
from bot.views.buttons import PairValue, SeenTrialValue, TrialValue
from bot.views.campaign_modal import read_answers
from bot.views.modals import notice_modal
from bot.views.pair import judge_modal, read_judgement
from bot.views.post import Post
from bot.views.revise_modal import file_of
from bot.views.trial_modals import (
    end_modal,
    file_modal,
    live_modal,
    pair_modal,
    read_helpers,
    read_minutes,
    read_reason,
    read_start,
    start_modal,
)
from bot.views.trial_report import started_post, waiting_post, word_post
from storage.jobs import Job
from workflow.campaign import Campaign, parse_campaign
from workflow.errors import NotAllowed, Stale, WorkflowError
from workflow.people import Person
from workflow.shadow import wishes as w
from workflow.shadow.figures import trial_figures
from workflow.shadow.rules import check_judge, check_open, may_read, reviewers_for
from workflow.shadow.trial import Trial
from workflow.values import InvalidInput

_PAIR = re.compile(r"judge\s+SHD-([1-9]\d{0,8})", re.IGNORECASE | re.ASCII)
_NO_TRIAL = "No trial of the agent is running. An admin starts one with /brief shadow."
_NO_FILE = "Please choose the Word document (.docx)."


def shadow_command(ack: Ack, body: Body, services: Services, rest: str) -> None:
    """Answer `/brief shadow` and its words."""
    word, judged = rest.casefold(), _PAIR.fullmatch(rest)
    if judged:
        _open_judging(services, body, _running(services), int(judged[1]))
        ack()
    elif word == "report":
        _answer(ack, _ask_report(services, body))
    elif word:
        raise NotAllowed("Try /brief shadow, /brief shadow report or /brief shadow judge SHD-1.")
    else:
        _open_form(services, body)
        ack()


def _answer(ack: Ack, post: Post) -> None:
    ack(text=post.text, blocks=post.blocks, response_type="ephemeral")


def _running(services: Services) -> Trial:
    """Return the trial that was started last.

    Raises:
        NotAllowed: when there was none.
    """
    trial = services.trials.last()
    if trial is None:
        raise NotAllowed(_NO_TRIAL)
    return trial


def _open_form(services: Services, body: Body) -> None:
    """Take a brief for the running trial; where none runs, let an admin start one."""
    team, person, trial = team_of(services), person_of(body), services.trials.last()
    today = services.now().astimezone(team.calendar.zone).date()
    if trial is None or trial.is_over:
        if not is_admin(services, person):
            raise NotAllowed(_NO_TRIAL)
        view = start_modal(today)
    else:
        check_open(trial, services.now())
        reviewers_for(trial, {person.id})
        view = pair_modal(trial, team, today)
    services.slack.open_modal(str(body["trigger_id"]), view)


def start(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Begin a trial with the rules that an admin fixed, or say at each field what has to be mended."""
    team, person, now = team_of(services), person_of(body), services.now()
    only_admins(services, person)
    try:
        rules = read_start(view["state"]["values"], now.astimezone(team.calendar.zone).date())
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


def enter(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Take a person's brief into the trial, or say at each field what has to be mended."""
    team, person, trial = team_of(services), person_of(body), TrialValue.loads(str(view.get("private_metadata", "")))
    _only_team(services, person)
    values, file = view["state"]["values"], file_of(view)
    today = services.now().astimezone(team.calendar.zone).date()
    errors = {} if file else {"file": _NO_FILE}
    campaign, minutes = _read(values, view, errors, today)
    if errors or campaign is None or minutes is None or file is None:
        ack(response_action="errors", errors=errors)
        return
    command = w.EnterPair(by=person.id, campaign=campaign, minutes=minutes, helpers=read_helpers(values), file=file)
    try:
        services.trials.submit(trial.trial, command, services.now())
    except WorkflowError as refused:  # at a field, so that the answers stay
        ack(response_action="errors", errors={"helpers": str(refused)})
        return
    ack()


def _read(
    values: Mapping[str, Any], view: dict[str, Any], errors: dict[str, str], today: date
) -> tuple[Campaign | None, int | None]:
    """Return the answers, None for those at fault, whose sentences are put into `errors`."""
    campaign, minutes = None, None
    try:
        minutes = read_minutes(values)
    except InvalidInput as invalid:
        errors |= invalid.errors
    try:
        campaign = parse_campaign(read_answers(values), today)
    except InvalidInput as invalid:
        errors |= at_fields(invalid.errors, view)
    return campaign, minutes


def _only_team(services: Services, person: Person) -> None:
    if not is_of_team(services, person):
        raise NotAllowed("Trials of the agent are for the team.")


def ask_for_file(ack: Ack, body: Body, services: Services) -> None:
    """Open the modal that takes another file for a pair whose document could not be read."""
    value, person = PairValue.loads(button_value(body)), person_of(body)
    trial = services.trials.trial(value.trial)
    pair = trial.pair(value.pair)
    if pair is None or pair.by != person.id or pair.refusal is None:
        raise Stale("Nothing is missing here any more.")
    services.slack.open_modal(body["trigger_id"], file_modal(trial, pair))
    ack()


def send_again(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Take another file in place of one that could not be read."""
    value, file = PairValue.loads(str(view.get("private_metadata", ""))), file_of(view)
    if file is None:
        ack(response_action="errors", errors={"file": _NO_FILE})
        return
    command = w.SendDocument(pair=value.pair, by=person_of(body).id, file=file)
    services.trials.submit(value.trial, command, services.now())
    ack()


def ask_to_judge(ack: Ack, body: Body, services: Services) -> None:
    """Open the modal in which a reviewer judges a pair."""
    value = PairValue.loads(button_value(body))
    _open_judging(services, body, services.trials.trial(value.trial), value.pair)
    ack()


def _open_judging(services: Services, body: Body, trial: Trial, number: int) -> None:
    pair = check_judge(trial, number, person_of(body).id)
    services.slack.open_modal(str(body["trigger_id"]), judge_modal(trial, pair))


def judge(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Record what a reviewer says of a pair."""
    value, command = read_judgement(view, person_of(body).id)
    services.trials.submit(value.trial, command, services.now())
    ack()


def _ask_report(services: Services, body: Body) -> Post:
    """Have the figures folded; they follow in a moment, since many pairs take longer than a command may."""
    trial, person = _running(services), person_of(body)
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
    """Return the trial of a button that only admins may press, and only those who may see its figures."""
    value, person = TrialValue.loads(button_value(body)), person_of(body)
    only_admins(services, person)
    trial = services.trials.trial(value.trial)
    may_read(trial, person.id, is_admin=True)
    return trial


def ask_to_go_live(ack: Ack, body: Body, services: Services) -> None:
    """Show an admin the figures once more, and ask why."""
    figures = trial_figures(_for_admin(body, services), {})
    services.slack.open_modal(body["trigger_id"], live_modal(figures))
    ack()


def go_live(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Record who decided to go live, on which figures; a judgement that came in meanwhile has to be seen first."""
    value, person = SeenTrialValue.loads(str(view.get("private_metadata", ""))), person_of(body)
    only_admins(services, person)
    trial, reason = services.trials.trial(value.trial), read_reason(view["state"]["values"])
    if trial.position != value.position:
        raise Stale("Something was added to the trial since you saw its figures. Look again: /brief shadow report.")
    figures = trial_figures(trial, {}).as_fact(person.id, reason, services.now())
    services.trials.submit(trial.number, w.GoLive(by=person.id, reason=reason, figures=figures), services.now())
    ack()


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
