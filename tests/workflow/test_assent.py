"""Is what people write in threads taken for what it sounds like, and nothing for an approval that is none?"""

import pytest

from workflow.assent import LONGEST, Tone, assent

PLAIN = r"""
Brief looks good
Looks good, thanks Baton
This works
works for us
We're happy
I'm happy
Accepted
I accept
We accept this
No further comments from design
Looks good from a legal perspective
Approved from a design point of view
looks good
Looks good!
Looks good to me.
looks great, thanks!
LGTM
lgtm 👍
LGTM :+1:
👍
👍🏽
:thumbsup::skin-tone-3:
:white_check_mark:
✅ from me
+1
+1 from me
approved
Approved, thank you!
Approved :tada:
I approve
I approve this.
I approve revision 2
Approved from my side
ok from me
OK by me
Fine by me
Good for me
Good to go
we're good to go
All good from my side
all good
Go ahead
please go ahead
go for it
Ship it!
Works for me
I'm happy with this
Happy with it, thanks
I am happy to approve
Happy to sign off
Signed off
Signing off on this
That's a yes from me
Yes, looks good
Yep this looks great
Thanks @Tom, it looks perfect
<@U0TOM> looks good to me
Everything looks fine to me
The brief looks good
Revision 2 looks good
v2 looks great
No objections
no further comments from me
Nothing to add from my side
Had a quick read, looks good
Great work team, approved!
I think it looks good
Perfect, thank you
Sounds good
You have my approval
Green light from me
Looks good — thanks all
This reads really well
looks good. Sorry for the delay
*Approved*
> can you have a look?\nLooks good
""".strip().splitlines()

HEDGED = """
👎
👍👎
:-1: the headline is off
I don't accept this
Accepted if the logo moves
Looks good but the budget is too high
Looks good, but please change the date
Approved, except the second direction
looks good once legal has signed
LGTM apart from the audience
Approved if the logo is fixed
Approved with one change: the date
Looks good? I am not sure about the dates
Looks good, can we move the launch to May?
looks good?
Fine by me as long as Maya agrees
Happy to approve after the timeline is fixed
Good to go, only the headline is weak
Mostly looks good
Looks mostly fine, the proposition needs work
not approved
I can't approve this
I cannot approve this yet
This doesn't look good
Doesn't look right to me, sorry
Not good to go yet
I don't approve the budget
I'm not happy with this
I won't sign off until the claim is backed
not ready to sign this off
LGTM and please send me the PDF
Approved. Tom, please book the studio for March
👍 but shorten the summary
Looks good overall, however the KPI is missing
I would approve it without direction 3
""".strip().splitlines()

SILENT = """
not good yet
I'm happy that we met
The blue one works as a teaser
I accept that it is late
thanks
Thank you!
ok
great
Can you approve this?
Did legal approve it?
Does this look good to you?
Is it approved?
Who approves this?
When is this approved?
Direction 2 looks good
the budget looks good
The new logo looks good in the header
Looks good on mobile
I'm happy with direction 2
The audience is too broad
Please shorten the summary
@Maya could you have a look
What is the budget for email?
I'll look at it tomorrow
approval is missing from legal
We need approvals by Friday
The approved budget was 40k
Legal has approved it
go ahead with direction 2
good morning
no
not sure
this is a good start
Perfect timing for the launch
I read it
:eyes:

>looks good
see https://example.com/looks-good
Please change "looks good" to "fits well"
The proposition reads well
""".splitlines()[1:]


def _texts(lines: list[str]) -> list[str]:
    return [line.replace("\\n", "\n") for line in lines]


@pytest.mark.parametrize("text", _texts(PLAIN))
def test_a_plain_yes_is_one(text: str) -> None:
    assert assent(text) is Tone.PLAIN


@pytest.mark.parametrize("text", _texts(HEDGED))
def test_a_yes_with_a_condition_and_a_no_are_no_plain_yes(text: str) -> None:
    assert assent(text) is Tone.HEDGED


@pytest.mark.parametrize("text", _texts(SILENT))
def test_what_is_no_decision_is_left_alone(text: str) -> None:
    assert assent(text) is None


def test_a_long_text_is_no_word_of_assent() -> None:
    assert assent("looks good " + "very " * LONGEST) is None
