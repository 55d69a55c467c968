"""What do people see of absences: who is away when, who decides meanwhile, and what there is to confirm or to end?"""

from collections.abc import Sequence

from bot.views.blocks import Block, actions, button, context, section
from bot.views.buttons import CONFIRM_ABSENCE, END_ABSENCE, AbsenceValue
from bot.views.mrkdwn import mention
from bot.views.post import Post
from workflow.absence import Absence, days

MOST_SHOWN = 15
_HOW = (
    "`/brief away until Friday @stand-in` says that you are away; `/brief away @maya until 4 Dec @noor` proposes it "
    "for somebody else; `/brief away end` when you are back early."
)


def absences_post(shown: Sequence[Absence], user: str, *, is_admin: bool) -> Post:
    """Return the absences that are not over, with what `user` may do about each."""
    if not shown:
        text = "Nobody is away, as far as Baton knows."
        return Post(text, [section(text), context(_HOW)])
    blocks: list[Block] = [section("*Away now, or soon*")]
    for absence in shown[:MOST_SHOWN]:
        blocks.append(section(_line(absence)))
        if buttons := _buttons(absence, user, is_admin=is_admin):
            blocks.append({**actions(buttons), "block_id": f"absence/{absence.number}"})
    if len(shown) > MOST_SHOWN:
        blocks.append(context(f"… and {len(shown) - MOST_SHOWN} more."))
    return Post("Who is away now, or soon", [*blocks, context(_HOW)])


def _line(absence: Absence) -> str:
    waits = "" if absence.confirmed_by else f" _Proposed by {mention(absence.proposed_by)}, not confirmed yet._"
    return f"{mention(absence.who)}: {days(absence)}. {_meanwhile(absence)}{waits}"


def _meanwhile(absence: Absence, whose: str = "their") -> str:
    return f"{mention(absence.stand_in)} decides in {whose} place." if absence.stand_in else "Nobody stands in."


def _buttons(absence: Absence, user: str, *, is_admin: bool) -> list[Block]:
    value = AbsenceValue(absence=absence.number).dumps()
    is_own = absence.who == user or is_admin
    confirm = button("Confirm", CONFIRM_ABSENCE, value, style="primary")
    end = button("End it" if absence.confirmed_by else "Take it back", END_ABSENCE, value)
    may_end = is_own or (absence.confirmed_by is None and absence.proposed_by == user)
    return [*([confirm] if is_own and absence.confirmed_by is None else []), *([end] if may_end else [])]


def kept_post(absence: Absence, gap: Absence | None = None) -> Post:
    """Return what somebody is answered who said that they, or somebody else, are away.

    `gap` is the absence of a stand-in that leaves nobody to decide meanwhile.
    """
    if gap is None:
        return _only(_kept(absence))
    alone = f"{mention(gap.who)} is away too, {days(gap)}, and named nobody: then a stage that has nobody else waits."
    return _only(f"{_kept(absence)}\n:warning: {alone}")


def _kept(absence: Absence) -> str:
    if absence.confirmed_by is None:
        return f"{mention(absence.who)} is asked whether they are away, {days(absence)}. Until then nothing changes."
    is_own = absence.who == absence.proposed_by
    who = "You are" if is_own else f"{mention(absence.who)} is"
    if absence.stand_in:
        return f"{who} away, {days(absence)}. {_meanwhile(absence, 'your' if is_own else 'their')}"
    return f"{who} away, {days(absence)}. Nobody stands in, so a stage that has nobody else will wait, and say so."


def ended_post(absence: Absence, user: str) -> Post:
    """Return what `user` is answered, who ended an absence."""
    if user == absence.who:
        return _only("You are not away any more. What waits for you comes back to you.")
    return _only(f"{mention(absence.who)} is not away any more. What waits for them comes back to them.")


def confirmed_post(absence: Absence) -> Post:
    """Return what somebody is answered who confirmed an absence."""
    return _only(f"Confirmed: {mention(absence.who)} is away, {days(absence)}. {_meanwhile(absence)}")


def proposal_post(absence: Absence) -> Post:
    """Return the question whether somebody is away, as somebody else says."""
    text = f"{mention(absence.proposed_by)} says that you are away, {days(absence)}. {_meanwhile(absence, 'your')}"
    value = AbsenceValue(absence=absence.number).dumps()
    confirm = button("Confirm", CONFIRM_ABSENCE, value, style="primary")
    return Post(
        text, [section(f"{text} Is that right?"), actions([confirm, button("Take it back", END_ABSENCE, value)])]
    )


def told_away_post(absence: Absence, by: str) -> Post:
    """Return what somebody is told whom an admin made absent."""
    text = f"{mention(by)} set you away, {days(absence)}. {_meanwhile(absence, 'your')}"
    value = AbsenceValue(absence=absence.number).dumps()
    return Post(text, [section(text), actions([button("End it", END_ABSENCE, value)])])


def stand_in_post(absence: Absence) -> Post:
    """Return what a stand-in is told beforehand."""
    return _only(
        f"You decide in {mention(absence.who)}’s place, {days(absence)}. Baton tells you here when a request waits for "
        "you; its Home tab shows them all."
    )


def released_post(absence: Absence) -> Post:
    """Return what a stand-in is told when the absence was ended early."""
    return _only(f"{mention(absence.who)} is back: you do not decide in their place any more.")


def _only(text: str) -> Post:
    return Post(text, [section(text)])
