"""What follows from a fact of a trial: the agent writes, documents are read, pairs are shown, and nothing is routed."""

from typing import Any, assert_never

import structlog

from bot.calendars import working_calendar
from bot.delivery.drafting import PATIENCE, approver_names, guidance, name_of
from bot.delivery.model_judge import ask_model
from bot.delivery.returned import file_content
from bot.failures import Permanent, Temporary
from bot.services import Services
from bot.views.pair import entered_post, pair_post, refused_post, welcome_post
from bot.word.archive import UnsafeFile
from bot.word.blind import blind_pair
from bot.word.plain import read_sheet
from storage.trial_codec import decode_shadow_effect
from workflow.drafting.playbook import playbook_of
from workflow.drafting.port import Assignment, DraftError, TryLater
from workflow.shadow import reactions as fx
from workflow.shadow import wishes as w
from workflow.shadow.neutral import neutral
from workflow.shadow.questions import Side
from workflow.shadow.rival import sheet_of
from workflow.shadow.sheet import Sheet
from workflow.shadow.trial import Pair, Trial

log = structlog.get_logger()


def perform_shadow(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Do what a fact of a trial asks for."""
    trial = services.trials.trial(int(payload["trial"]))
    effect = decode_shadow_effect(payload["effect"])
    if isinstance(effect, fx.WelcomeReviewer):
        _welcome(services, trial, effect.reviewer, look=look)
    elif isinstance(effect, fx.CloseTrial):
        _close(services, trial)
    elif pair := trial.pair(effect.pair):
        _perform(services, trial, pair, effect, look=look)


_OfPair = fx.ReadDocument | fx.WriteRival | fx.ShowPair | fx.RefreshPair | fx.TellWriter | fx.AskModel


def _perform(services: Services, trial: Trial, pair: Pair, effect: _OfPair, *, look: bool) -> None:
    match effect:
        case fx.ReadDocument():
            _read(services, trial, pair)
        case fx.WriteRival():
            _write(services, trial, pair)
        case fx.ShowPair():
            _show(services, trial, pair, effect.reviewer, look=look)
        case fx.RefreshPair():
            _refresh(services, trial, pair, effect.reviewer)
        case fx.TellWriter():
            _tell(services, trial, pair, effect.refused, look=look)
        case fx.AskModel():
            ask_model(services, trial, pair)
        case _:
            assert_never(effect)


def _names(services: Services, pair: Pair) -> list[str]:
    return [name_of(services, writer) for writer in sorted(pair.writers)]


def _read(services: Services, trial: Trial, pair: Pair) -> None:
    """Keep the words of the person's document; what cannot be read is refused, and their answers stay."""
    if pair.sheet is not None:
        return
    command: w.RecordDocument | w.RecordRefusal
    try:
        found = read_sheet(file_content(services, pair.file))
    except (UnsafeFile, Permanent) as refused:
        command = w.RecordRefusal(pair=pair.number, file=pair.file, reason=str(refused))
    else:
        command = w.RecordDocument(pair=pair.number, sheet=_kept(services, pair, found))
    services.trials.submit(trial.number, command, services.now())


def _kept(services: Services, pair: Pair, sheet: Sheet) -> str:
    return services.sheets.keep(neutral(sheet, _names(services, pair), pair.campaign.name))


def _write(services: Services, trial: Trial, pair: Pair) -> None:
    """Have the agent write from the same inputs; no ledger hears of it, so that nobody is asked to approve it."""
    if pair.draft is not None or pair.failure is not None:
        return
    patient = services.now() - pair.entered_at < PATIENCE
    try:
        written = services.drafter.write(_assignment(services, pair), patient=patient)
    except TryLater as later:
        raise Temporary(str(later), later.pause) from later
    except DraftError as error:
        failed = w.RecordAgentFailure(pair=pair.number, reason=str(error))
        services.trials.submit(trial.number, failed, services.now())
        return
    sheet = _kept(services, pair, sheet_of(written.draft))
    drafted = w.RecordAgentDraft(pair=pair.number, draft=services.drafts.keep(written.draft), sheet=sheet)
    services.trials.submit(trial.number, drafted, services.now())


def _assignment(services: Services, pair: Pair) -> Assignment:
    """Return what the drafter may know, as for every brief: the answers, the playbook, the library, the guidance."""
    team = services.teams.current()
    if team is None:
        raise Temporary("no team is set up")
    today = services.now().astimezone(team.calendar.zone).date()
    return Assignment(
        campaign=pair.campaign,
        revision=1,
        chain=team.chain,
        calendar=working_calendar(team.calendar),
        today=today,
        author=name_of(services, pair.by),
        names=approver_names(services, team.chain),
        evidence=services.library.evidence(pair.campaign, today),
        playbook=playbook_of(team),
        guidance=guidance(services),
        brief=pair.id,
        person=pair.by,
    )


def _show(services: Services, trial: Trial, pair: Pair, reviewer: str, *, look: bool) -> None:
    """Put both briefs before a reviewer at one moment, in names, sizes and an order that tell nothing."""
    if trial.is_over or pair.sheet is None or pair.agent_sheet is None:
        return
    try:
        channel = services.slack.direct_channel(reviewer)
        post = pair_post(trial, pair, reviewer)
        message = services.slack.post(channel, post, f"{pair.id}/{reviewer}", look=look)
        services.slack.upload_together(message, _documents(services, pair, reviewer), look=look)
    except Permanent as refused:
        blocked = w.RecordBlocked(pair=pair.number, reviewer=reviewer, reason=str(refused))
        services.trials.submit(trial.number, blocked, services.now())
        return
    shown = w.RecordShown(pair=pair.number, reviewer=reviewer, message=message)
    services.trials.submit(trial.number, shown, services.now())
    _refresh(services, services.trials.trial(trial.number), pair, reviewer)


def _documents(services: Services, pair: Pair, reviewer: str) -> dict[str, bytes]:
    sheets = {
        Side.AGENT: services.sheets.load(str(pair.agent_sheet)),
        Side.PERSON: services.sheets.load(str(pair.sheet)),
    }
    first = pair.first_for(reviewer)
    made = blind_pair(sheets[first], sheets[first.other], pair.campaign.name)
    return {f"{pair.id}-{letter}.docx": content for letter, content in zip("AB", made, strict=True)}


def _refresh(services: Services, trial: Trial, before: Pair, reviewer: str) -> None:
    """Bring a reviewer's message to the face of this moment; one that Slack no longer edits stays."""
    pair = trial.pair(before.number)
    message = pair.shown.get(reviewer) if pair else None
    if pair is None or message is None:
        return
    try:
        services.slack.update(message, pair_post(trial, pair, reviewer))
    except Permanent as refused:
        log.warning("a pair's message keeps its face", pair=pair.id, code=refused.code)


def _close(services: Services, trial: Trial) -> None:
    for pair in trial.pairs:
        for reviewer in pair.shown:
            if pair.judgement_of(reviewer) is None:
                _refresh(services, trial, pair, reviewer)


def _tell(services: Services, trial: Trial, pair: Pair, refused: str, *, look: bool) -> None:
    if refused and pair.refusal is None:
        return  # another file was sent meanwhile
    post = refused_post(trial, pair) if refused else entered_post(pair, trial.started.last_day)
    marker = f"{pair.id}/refused/{refused}" if refused else f"{pair.id}/entered"
    services.slack.post(services.slack.direct_channel(pair.by), post, marker, look=look)


def _welcome(services: Services, trial: Trial, reviewer: str, *, look: bool) -> None:
    try:
        channel = services.slack.direct_channel(reviewer)
        services.slack.post(channel, welcome_post(trial), f"trial-{trial.number}/{reviewer}", look=look)
    except Permanent as refused:
        log.warning("a reviewer was not told of a trial", trial=trial.number, code=refused.code)
