"""What does one of each kind of fact and effect of a trial look like?"""

from datetime import UTC, date, datetime

from tests.storage.examples import CAMPAIGN
from workflow.events import Message
from workflow.shadow import facts as f
from workflow.shadow import reactions as fx
from workflow.shadow.questions import Choice, Question, Side

AT = datetime(2027, 1, 4, 9, tzinfo=UTC)
BOTH = ("U0DEE", "U0NOOR")
MESSAGE = Message(channel="D0DEE", ts="1798880400.000100")

FACTS: dict[str, f.Fact] = {
    "trial_started": f.TrialStarted(
        at=AT,
        trial=1,
        by="U0PRIYA",
        workspace="T0NORTHFOLD",
        team="Northfold marketing",
        zone="Europe/London",
        first_day=date(2027, 1, 4),
        last_day=date(2027, 1, 18),
        reviewers=("U0DEE", "U0NOOR", "U0MAYA"),
        readers=("U0TOM",),
        bar=50,
        pairs_before=2,
        seed="5eed",
        model_judge="gpt-5.5",
    ),
    "pair_entered": f.PairEntered(
        at=AT, pair=3, by="U0MAYA", campaign=CAMPAIGN, minutes=240, helpers=("U0TOM",), reviewers=BOTH, file="F1"
    ),
    "document_sent": f.DocumentSent(at=AT, pair=3, by="U0MAYA", file="F2"),
    "document_taken": f.DocumentTaken(at=AT, pair=3, sheet="a" * 64),
    "document_refused": f.DocumentRefused(at=AT, pair=3, file="F1", reason="This is not a Word document."),
    "agent_drafted": f.AgentDrafted(at=AT, pair=3, draft="b" * 64, sheet="c" * 64),
    "agent_failed": f.AgentFailed(at=AT, pair=3, reason="No draft could be written."),
    "pair_ready": f.PairReady(at=AT, pair=3, reviewers=BOTH, first=Side.AGENT),
    "pair_shown": f.PairShown(at=AT, pair=3, reviewer="U0DEE", message=MESSAGE),
    "showing_blocked": f.ShowingBlocked(at=AT, pair=3, reviewer="U0DEE", reason="Their account is closed."),
    "judged": f.Judged(
        at=AT,
        pair=3,
        by="U0DEE",
        answers=dict.fromkeys(Question, Choice.A),
        overall=Choice.NEITHER,
        reason="Both are clear.",
        guess=Choice.B,
    ),
    "model_asked": f.ModelAsked(at=AT, pair=3, model="gpt-5.5"),
    "model_judged": f.ModelJudged(
        at=AT,
        pair=3,
        model="gpt-5.5",
        readings=(
            f.Reading(answers=dict.fromkeys(Question, Choice.A), overall=Choice.A),
            f.Reading(answers=dict.fromkeys(Question, Choice.B), overall=Choice.NEITHER),
        ),
    ),
    "model_failed": f.ModelFailed(at=AT, pair=3, model="gpt-5.5", reason="The language model declined to judge it."),
    "trial_ended": f.TrialEnded(at=AT, by="U0PRIYA", reason="Enough."),
    "went_live": f.WentLive(
        at=AT,
        by="U0PRIYA",
        reason="It saves a day.",
        verdict="passed",
        pairs=12,
        wins=9,
        ties=2,
        losses=1,
        preference=83.3,
        low=55.2,
        high=95.3,
        bar=50,
    ),
}

EFFECTS: dict[str, fx.ShadowEffect] = {
    "read_document": fx.ReadDocument(pair=3),
    "write_rival": fx.WriteRival(pair=3),
    "show_pair": fx.ShowPair(pair=3, reviewer="U0DEE"),
    "refresh_pair": fx.RefreshPair(pair=3, reviewer="U0DEE"),
    "tell_writer": fx.TellWriter(pair=3, refused="F1"),
    "ask_model": fx.AskModel(pair=3),
    "welcome_reviewer": fx.WelcomeReviewer(reviewer="U0DEE"),
    "close_trial": fx.CloseTrial(),
}
