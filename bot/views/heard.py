"""What is somebody asked, or told, privately whose reply in a thread sounds like a decision?"""

from bot.views.blocks import actions, button, section
from bot.views.buttons import APPROVE, ONLY_COMMENT, REQUEST_CHANGES, REQUEST_SAID, DecisionValue, SaidValue
from bot.views.mrkdwn import link
from bot.views.post import Post
from bot.views.wording import exactly, name, short_hash, title
from workflow.assent import Tone
from workflow.brief import Brief, Handover


def offer_post(brief: Brief, stay: Handover, tone: Tone, said: str) -> Post:
    """Return the question whether their reply, the message `said`, is to be recorded; a reply alone records nothing."""
    about = {"brief": brief.id, "stage": stay.stage, "revision": stay.revision}
    decision = DecisionValue(**about).dumps()
    what = f"{name(brief)} ({brief.id}), {title(brief, stay.stage)}; content {short_hash(brief, stay.revision)}."
    only = button("No, only a comment", ONLY_COMMENT, decision)
    if tone is Tone.PLAIN:
        text = f"Shall I record your approval of revision {stay.revision}?"
        approve = button(f"Approve revision {stay.revision}", APPROVE, decision, style="primary")
        choice = [approve, button("Request changes", REQUEST_CHANGES, decision), only]
    else:
        text = f"Is that a decision on revision {stay.revision}?"
        request = button("Request changes", REQUEST_SAID, SaidValue(**about, said=said).dumps(), style="primary")
        choice = [request, button(f"Approve revision {stay.revision}", APPROVE, decision), only]
    told = "Nothing is recorded yet: what is written here is talk, and the buttons decide."
    return Post(f"{text} {brief.id}", [section(f"*{text}*\n{what}\n{told}"), actions(choice)])


def overtaken_post(brief: Brief, why: str, url: str | None) -> Post:
    """Return what somebody is told who sounds like deciding where nothing is left to decide: `why`, finished mrkdwn."""
    newest = f"The newest is revision {brief.revision}."
    if url:
        newest = f"{link(url, f'Revision {brief.revision}')} is the newest; its buttons decide."
    further = [] if brief.status.is_final or newest in why else [newest]
    text = " ".join(["That sounded like a decision; nothing was recorded.", why, *further])
    return Post(text, [section(text)])


def recorded_post(brief: Brief, revision: int) -> Post:
    """Return what takes the question's place once the approval is recorded."""
    text = f"{brief.id}: your approval of {exactly(brief, revision)} is recorded."
    return Post(text, [section(text)])
