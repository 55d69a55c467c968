"""What do the reviewers of a pair see, who must not know whose brief is whose, and what does its writer?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.views.blocks import Block, actions, button, context, plain, section
from bot.views.buttons import JUDGE_PAIR, RESEND_PAIR, OldButton, PairValue
from bot.views.inputs import answer, option, placeholder, question
from bot.views.mrkdwn import escaped
from bot.views.post import Post
from workflow.drafting.words import day
from workflow.shadow.questions import GUESS, OVERALL, Choice, Question
from workflow.shadow.trial import Pair, Trial
from workflow.shadow.wishes import Judge
from workflow.values import clean

CALLBACK_ID = "shadow_judgement"
LONGEST_REASON = 2000


def welcome_post(trial: Trial) -> Post:
    """Return what a reviewer is told when a trial begins."""
    begun = trial.started
    text = (
        f"*You judge in trial {trial.number} of the agent*, {day(begun.first_day)} to {day(begun.last_day)}.\n"
        "Now and then you get two briefs of the same campaign here, A and B: one by a colleague, one by the agent. "
        "Read both and press *Judge*: six short questions. Please do not talk about a pair before both of you have "
        "judged; the other reviewer sees the two the other way round."
    )
    return Post(f"You judge in trial {trial.number} of the agent.", [section(text)])


def pair_post(trial: Trial, pair: Pair, reviewer: str) -> Post:
    """Return the message about a pair as its reviewer sees it at this moment: the same whoever wrote which brief."""
    name = escaped(pair.campaign.name, 600)
    told = f"*{pair.id}: two briefs for {name}*\n"
    if pair.judgement_of(reviewer) is not None:
        return Post(f"You judged {pair.id}.", [section(f"{told}You judged them. Thank you.")])
    if trial.is_over:
        return Post(f"{pair.id} is closed.", [section(f"{told}The trial has ended; nothing is left to do.")])
    asked = "Read A and B, in the thread, then judge: it takes a few minutes."
    value = PairValue(trial=trial.number, pair=pair.number).dumps()
    return Post(
        f"Two briefs to compare: {pair.id}",
        [section(told + asked), actions([button("Judge", JUDGE_PAIR, value, style="primary")])],
    )


def judge_modal(trial: Trial, pair: Pair) -> dict[str, Any]:
    """Return the modal in which a reviewer judges a pair: the same whoever wrote which brief."""
    asked = [question(one.value, one.asked, _choice()) for one in Question]
    reason: Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST_REASON}
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain(f"Judge {pair.id}", 24),
        "submit": plain("Send", 24),
        "close": plain("Not now", 24),
        "private_metadata": PairValue(trial=trial.number, pair=pair.number).dumps(),
        "blocks": [
            context(f"Two briefs for {escaped(pair.campaign.name, 600)}. Your first answer counts."),
            *asked,
            question("overall", OVERALL, _choice()),
            question(
                "reason",
                "What decided it?",
                {**reason, **placeholder("One sentence helps")},
                hint="The Word report quotes it, without your name.",
                optional=True,
            ),
            question("guess", GUESS, _choice("I cannot tell"), optional=True),
        ],
    }


def _choice(neither: str = "No difference") -> Block:
    options = [option("A", Choice.A), option("B", Choice.B), option(neither, Choice.NEITHER)]
    return {"type": "radio_buttons", "options": options}


def read_judgement(view: Mapping[str, Any], by: str) -> tuple[PairValue, Judge]:
    """Return which pair the submitted modal is about, and what `by` says of it.

    Raises:
        OldButton: when it does not say what it was opened for, or holds other choices than it offered.
    """
    value, values = PairValue.loads(str(view.get("private_metadata", ""))), view["state"]["values"]
    guess = answer(values.get("guess"))
    return value, Judge(
        pair=value.pair,
        by=by,
        answers={one: _chosen(answer(values.get(one.value))) for one in Question},
        overall=_chosen(answer(values.get("overall"))),
        reason=clean(str(answer(values.get("reason")) or "")),
        guess=_chosen(guess) if guess else None,
    )


def _chosen(held: object) -> Choice:
    try:
        return Choice(str(held))
    except ValueError:
        raise OldButton from None


def entered_post(pair: Pair, last_day: date) -> Post:
    """Return what the writer of a brief is told once it is in the trial."""
    text = (
        f"*{pair.id}* ({escaped(pair.campaign.name, 600)}) is in the trial. The agent writes from the same answers, "
        "and two reviewers compare the two blind. You have nothing left to do; what was preferred is told only for all "
        f"pairs together, after {day(last_day)}. Your own brief goes its usual way."
    )
    return Post(f"{pair.id} is in the trial.", [section(text)])


def refused_post(trial: Trial, pair: Pair) -> Post:
    """Return what the writer is told when their document cannot be read; their answers are kept."""
    value = PairValue(trial=trial.number, pair=pair.number).dumps()
    text = f"*{pair.id}: your document could not be read.* {escaped(pair.refusal or '', 1000)}\nYour answers are kept."
    again = button("Send another file", RESEND_PAIR, value, style="primary")
    return Post(f"The document of {pair.id} could not be read.", [section(text), actions([again])])
