"""Whose words in a thread are gathered: the team's, and an agency's in the thread of its own stage alone?"""

from bot.comments import comments_in
from bot.views.blocks import section
from bot.views.post import Post
from tests.bot.office import Office
from workflow.brief import Brief
from workflow.events import Message
from workflow.team import Stage

INSIDE = Stage(name="marketer", title="Sign-off", channel="C0DESIGN", approvers=("U0MAYA",))
OUTSIDE = Stage(name="agency", title="Agency", channel="C0DESIGN", approvers=("S0DESIGNERS",), outside=True)


def _thread(office: Office, *said: tuple[str, str]) -> Message:
    root = office.services.slack.post("C0DESIGN", Post("root", [section("root")]), "root", look=False)
    for user, text in said:
        office.sandbox.person(user).say("C0DESIGN", text, thread_ts=root.ts)
    return root


def _gathered(office: Office, brief: Brief, stage: str, root: Message) -> list[str]:
    return [one.text for one in comments_in(office.services, brief, stage, root)]


def test_an_agency_that_is_listed_by_a_user_group_counts_in_its_own_thread_alone(office: Office) -> None:
    brief = office.open_chain(INSIDE, OUTSIDE)
    root = _thread(office, ("U0NOOR", "The dates are too tight"), ("U0TOM", "The summary is long"))
    assert _gathered(office, brief, "marketer", root) == ["The summary is long"]
    assert _gathered(office, brief, "agency", root) == ["The dates are too tight", "The summary is long"]


def test_who_belongs_to_an_agency_and_to_the_team_as_well_is_of_the_team(office: Office) -> None:
    inside = INSIDE.model_copy(update={"approvers": ("U0NOOR",)})
    brief = office.open_chain(inside, OUTSIDE)
    root = _thread(office, ("U0NOOR", "The dates are too tight"))
    assert _gathered(office, brief, "marketer", root) == ["The dates are too tight"]
