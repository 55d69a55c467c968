"""The pairs of a trial in Slack: brought by their writers, judged by their reviewers."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_bolt import Ack

from bot.admins import is_admin
from bot.groups import is_of_team
from bot.listeners.author import at_fields, team_of
from bot.listeners.gesture import Body, button_value, person_of
from bot.listeners.trials import NO_TRIAL, ask_report, last_trial, model_of, open_end
from bot.services import Services
from bot.views.buttons import PairValue, TrialValue
from bot.views.campaign_modal import read_answers
from bot.views.pair import judge_modal, read_judgement
from bot.views.post import Post
from bot.views.revise_modal import file_of
from bot.views.trial_modals import (
    file_modal,
    pair_modal,
    read_helpers,
    read_minutes,
    start_modal,
)
from workflow.campaign import Campaign, parse_campaign
from workflow.errors import NotAllowed, Stale, WorkflowError
from workflow.people import Person
from workflow.shadow import wishes as w
from workflow.shadow.rules import check_judge, check_open, reviewers_for
from workflow.shadow.trial import Trial
from workflow.values import InvalidInput

_PAIR = re.compile(r"judge\s+SHD-([1-9]\d{0,8})", re.IGNORECASE | re.ASCII)
_REPORT = re.compile(r"report(?:\s+([1-9]\d{0,5}))?", re.IGNORECASE | re.ASCII)
_NO_FILE = "Please choose the Word document (.docx)."


def shadow_command(ack: Ack, body: Body, services: Services, rest: str) -> None:
    """Answer `/brief shadow` and its words."""
    word, judged, report = rest.casefold(), _PAIR.fullmatch(rest), _REPORT.fullmatch(rest)
    if judged:
        _open_judging(services, body, last_trial(services), int(judged[1]))
        ack()
    elif report:
        _answer(ack, ask_report(services, body, int(report[1] or 0)))
    elif word == "end":
        open_end(services, body)
        ack()
    elif word:
        raise NotAllowed("Try /brief shadow, /brief shadow report, /brief shadow judge SHD-1 or /brief shadow end.")
    else:
        _open_form(services, body)
        ack()


def _answer(ack: Ack, post: Post) -> None:
    ack(text=post.text, blocks=post.blocks, response_type="ephemeral")


def _open_form(services: Services, body: Body) -> None:
    """Take a brief for the running trial; where none runs, let an admin start one."""
    team, person, trial = team_of(services), person_of(body), services.trials.last()
    today = services.now().astimezone(team.calendar.zone).date()
    if trial is None or trial.is_over:
        if not is_admin(services, person):
            raise NotAllowed(NO_TRIAL)
        view = start_modal(today, model_of(services))
    else:
        check_open(trial, services.now())
        reviewers_for(trial, {person.id})
        view = pair_modal(trial, team, today)
    services.slack.open_modal(str(body["trigger_id"]), view)


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
