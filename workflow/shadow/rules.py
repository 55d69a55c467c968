"""What may follow what in a trial? `decide` may refuse; nothing here reads a clock."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import assert_never

from workflow.drafting.words import day
from workflow.errors import NotAllowed, Stale, WorkflowError
from workflow.shadow import facts as f
from workflow.shadow import wishes as w
from workflow.shadow.questions import Side
from workflow.shadow.trial import Pair, Trial

REVIEWERS = 2
"""How many people judge each pair."""


def start(command: w.StartTrial, before: Trial | None, now: datetime) -> f.TrialStarted:
    """Return the fact that begins a trial after `before`, the one that was started last.

    Raises:
        NotAllowed: while that one is still running.
    """
    if before is not None and not before.is_over:
        raise NotAllowed(f"Trial {before.number} is still running. End it first: /brief shadow end.")
    return f.TrialStarted(
        at=now,
        trial=before.number + 1 if before else 1,
        pairs_before=before.next_pair - 1 if before else 0,
        **command.model_dump(),
    )


def decide(trial: Trial, command: w.Asked, now: datetime) -> list[f.Fact]:
    """Return the facts that `command` causes; none when a report comes late or twice.

    Raises:
        WorkflowError: when a person's wish is refused; the trial is as it was.
    """
    now = max(now, trial.changed_at)  # clocks step back; a log does not
    match command:
        case w.EnterPair():
            return _enter(trial, command, now)
        case w.SendDocument():
            return [_send(trial, command, now)]
        case w.Judge():
            return _judge(trial, command, now)
        case w.EndTrial() | w.GoLive():
            return [_end(trial, command, now)]
        case _:
            return _report(trial, command, now)


def _enter(trial: Trial, command: w.EnterPair, now: datetime) -> list[f.Fact]:
    if any(pair.file == command.file for pair in trial.pairs):
        return []  # the form was submitted twice
    check_open(trial, now)
    reviewers = reviewers_for(trial, {command.by, *command.helpers})
    return [f.PairEntered(at=now, pair=trial.next_pair, reviewers=reviewers, **command.model_dump())]


def check_open(trial: Trial, now: datetime) -> None:
    """Return while pairs may be entered at `now`.

    Raises:
        NotAllowed: with the reason while they may not.
    """
    begun = trial.started
    if trial.is_over:
        raise NotAllowed(f"Trial {trial.number} has ended. An admin can start another with /brief shadow.")
    if trial.today(now) < begun.first_day:
        raise NotAllowed(f"Trial {trial.number} takes briefs from {day(begun.first_day)} on.")
    if trial.today(now) > begun.last_day:
        raise NotAllowed(f"Trial {trial.number} took briefs until {day(begun.last_day)}.")


def reviewers_for(trial: Trial, writers: set[str]) -> tuple[str, str]:
    """Return two reviewers who are no writers: those who were asked least, in an order that the seed decides.

    Raises:
        NotAllowed: when fewer are left.
    """
    asked = Counter(reviewer for pair in trial.pairs for reviewer in pair.reviewers)
    left = [one for one in trial.started.reviewers if one not in writers]
    key = f"{trial.next_pair}/reviewer"
    order = sorted(left, key=lambda one: (asked[one], _hash(trial, f"{key}/{one}")))
    if len(order) < REVIEWERS:
        raise NotAllowed(
            "Fewer than two reviewers are left who did not work on this brief, so nobody could judge it blind."
        )
    return order[0], order[1]


def _hash(trial: Trial, about: str) -> str:
    return hashlib.sha256(f"{trial.started.seed}/{about}".encode()).hexdigest()


def first_side(trial: Trial, pair: int) -> Side:
    """Return whose brief of a pair the first reviewer sees as A: by a hash, which nobody can choose."""
    return Side.AGENT if int(_hash(trial, f"{pair}/order")[:8], 16) % 2 else Side.PERSON


def _known(trial: Trial, number: int) -> Pair:
    pair = trial.pair(number)
    if pair is None:
        raise NotAllowed(f"There is no SHD-{number} in trial {trial.number}.")
    return pair


def _send(trial: Trial, command: w.SendDocument, now: datetime) -> f.DocumentSent:
    pair = _known(trial, command.pair)
    if trial.is_over:
        raise Stale(f"Trial {trial.number} has ended.")
    if command.by != pair.by:
        raise NotAllowed(f"Only {{0}}, who entered {pair.id}, may send its document.", pair.by)
    if pair.refusal is None:
        raise Stale(f"The document of {pair.id} is there already.")
    return f.DocumentSent(at=now, **command.model_dump())


def check_judge(trial: Trial, number: int, person: str) -> Pair:
    """Return the pair that `person` may judge now.

    Raises:
        WorkflowError: when they may not: one who wrote a side, one who was not asked, or one who did so already.
    """
    pair = _known(trial, number)
    if person in pair.writers:
        raise NotAllowed(f"You wrote one of the two briefs of {pair.id}, so others judge it.")
    if person not in pair.reviewers:
        raise NotAllowed(f"{pair.id} is judged by two others.")
    if pair.judgement_of(person) is not None:
        raise Stale(f"You have judged {pair.id} already. The first answer counts.")
    if trial.is_over:
        raise Stale(f"Trial {trial.number} has ended, and no judgement counts any more.")
    if pair.first is None:
        raise NotAllowed(f"{pair.id} is not ready: one of its briefs is still missing.")
    return pair


def _judge(trial: Trial, command: w.Judge, now: datetime) -> list[f.Fact]:
    """The model is asked once both have judged: nothing that it says is there before."""
    pair = check_judge(trial, command.pair, command.by)
    judged = f.Judged(at=now, **command.model_dump())
    model = trial.started.model_judge
    if not model or len(pair.judgements) + 1 < REVIEWERS:
        return [judged]
    return [judged, f.ModelAsked(at=now, pair=pair.number, model=model)]


def _end(trial: Trial, command: w.EndTrial | w.GoLive, now: datetime) -> f.TrialEnded | f.WentLive:
    if trial.live is not None:
        raise Stale(f"{{0}} has decided on trial {trial.number} already.", trial.live.by)
    if isinstance(command, w.GoLive):
        if command.seen != trial.counted:
            raise Stale("Something was added to the trial since you saw its figures. Look again: /brief shadow report.")
        return command.figures.model_copy(update={"at": now, "by": command.by, "reason": command.reason})
    if trial.ended is not None:
        raise Stale(f"{{0}} has ended trial {trial.number} already.", trial.ended.by)
    return f.TrialEnded(at=now, **command.model_dump())


def _report(trial: Trial, command: w.Report, now: datetime) -> list[f.Fact]:
    pair = trial.pair(command.pair)
    if pair is None:
        return []
    match command:
        case w.RecordDocument() | w.RecordRefusal():
            return _document(trial, pair, command, now)
        case w.RecordAgentDraft() | w.RecordAgentFailure():
            return _rival(trial, pair, command, now)
        case w.RecordShown() | w.RecordBlocked():
            return _showing(pair, command, now)
        case w.RecordModelJudgement() | w.RecordModelFailure():
            return _opinion(pair, command, now)
        case _:
            assert_never(command)


def _document(trial: Trial, pair: Pair, command: w.RecordDocument | w.RecordRefusal, now: datetime) -> list[f.Fact]:
    if pair.sheet is not None:
        return []
    if isinstance(command, w.RecordDocument):
        taken = f.DocumentTaken(at=now, **command.model_dump())
        return [taken, *_ready(trial, pair, now, other=pair.draft)]
    wanted = pair.refusal is None and pair.file == command.file
    return [f.DocumentRefused(at=now, **command.model_dump())] if wanted else []


def _rival(trial: Trial, pair: Pair, command: w.RecordAgentDraft | w.RecordAgentFailure, now: datetime) -> list[f.Fact]:
    if pair.draft is not None or pair.failure is not None:
        return []
    if isinstance(command, w.RecordAgentFailure):
        return [f.AgentFailed(at=now, **command.model_dump())]
    drafted = f.AgentDrafted(at=now, **command.model_dump())
    return [drafted, *_ready(trial, pair, now, other=pair.sheet)]


def _showing(pair: Pair, command: w.RecordShown | w.RecordBlocked, now: datetime) -> list[f.Fact]:
    if command.reviewer in pair.shown:
        return []
    if isinstance(command, w.RecordShown):
        return [f.PairShown(at=now, **command.model_dump())]
    known = command.reviewer in pair.blocked
    return [] if known else [f.ShowingBlocked(at=now, **command.model_dump())]


def _opinion(pair: Pair, command: w.ModelReport, now: datetime) -> list[f.Fact]:
    if pair.model_asked_at is None or pair.opinion is not None or pair.no_opinion is not None:
        return []
    if isinstance(command, w.RecordModelJudgement):
        return [f.ModelJudged(at=now, **command.model_dump())]
    return [f.ModelFailed(at=now, **command.model_dump())]


def _ready(trial: Trial, pair: Pair, now: datetime, *, other: str | None) -> list[f.Fact]:
    """Both are shown at one moment, or none: which came first would tell who wrote it."""
    if other is None or trial.is_over:
        return []
    first = first_side(trial, pair.number)
    return [f.PairReady(at=now, pair=pair.number, reviewers=pair.reviewers, first=first)]


def may_read(trial: Trial, person: str, *, is_admin: bool) -> None:
    """Return where `person` may see the figures of a trial.

    Raises:
        WorkflowError: for everybody else, and for reviewers until it is over: figures would sway them.
    """
    if not (is_admin or person in trial.started.readers or person in trial.started.reviewers):
        raise _closed(trial)
    if person in trial.started.reviewers and not trial.is_over:
        raise NotAllowed(
            f"You judge in trial {trial.number}, so its figures stay closed to you until it has ended. "
            "An admin ends it with /brief shadow end."
        )


def _closed(trial: Trial) -> WorkflowError:
    return NotAllowed(f"The figures of trial {trial.number} are for admins and those whom its starter named.")
