"""Do refusals read well wherever they are shown?"""

from workflow.errors import NotAllowed, Stale, WorkflowError


def test_a_refusal_names_people_as_the_reader_knows_them() -> None:
    refusal = Stale("{0} approved it & {1} did not.", "U0DEE", "U0MAYA")
    assert str(refusal) == "U0DEE approved it & U0MAYA did not."
    assert refusal.told(lambda person: f"<@{person}>") == "<@U0DEE> approved it & <@U0MAYA> did not."


def test_the_wording_is_escaped_and_the_names_are_not() -> None:
    told = Stale("{0} & co.", "U0DEE").told(lambda person: f"<@{person}>", lambda text: text.replace("&", "&amp;"))
    assert told == "<@U0DEE> &amp; co."


def test_braces_in_a_sentence_without_people_stay() -> None:
    assert str(NotAllowed("There is no stage called “{0}”.")) == "There is no stage called “{0}”."


def test_every_refusal_is_a_workflow_error() -> None:
    assert issubclass(NotAllowed, WorkflowError)
