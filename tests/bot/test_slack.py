"""Does Baton speak to Slack so that nothing is posted twice and every failure says whose move it is?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.failures import Permanent, Temporary
from bot.sandbox.server import Sandbox
from bot.sandbox.world import BATON
from bot.slack import Slack, make_client
from bot.views.blocks import section
from bot.views.post import Post
from workflow.events import Message

POST = Post("a plain sentence", [section("a plain sentence")])
NOBODY = Message(channel="C0DESIGN", ts="1.000001")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def slack(sandbox: Sandbox) -> Slack:
    return Slack(make_client(sandbox.bot_token, sandbox.api_url, seconds=2))


def texts(sandbox: Sandbox, channel: str = "C0DESIGN") -> list[str]:
    return [message["text"] for message in sandbox.channel(channel).messages]


def test_who_we_are_is_asked_once(sandbox: Sandbox, slack: Slack) -> None:
    assert slack.identity() is slack.identity()
    assert (slack.identity().workspace, slack.identity().user) == ("T0NORTHFOLD", BATON.bot_user)
    assert slack.identity().scopes == BATON.scopes
    assert len(sandbox.calls("auth.test")) == 1


def test_an_outage_does_not_stick_to_who_we_are(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fail("auth.test", status=503)
    with pytest.raises(Temporary):
        slack.identity()
    assert slack.identity().workspace == "T0NORTHFOLD"


def test_a_post_carries_its_marker_and_is_found_by_it(sandbox: Sandbox, slack: Slack) -> None:
    first = slack.post("C0DESIGN", POST, "BRF-1/r1/designer", look=True)
    again = slack.post("C0DESIGN", POST, "BRF-1/r1/designer", look=True)
    other = slack.post("C0DESIGN", POST, "BRF-2/r1/designer", look=True)
    assert first == again != other
    assert texts(sandbox) == [POST.text, POST.text]


def test_a_post_whose_answer_was_lost_is_not_posted_again(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fail("chat.postMessage", drop=True, after=True)
    with pytest.raises(Temporary):
        slack.post("C0DESIGN", POST, "key", look=False)
    slack.post("C0DESIGN", POST, "key", look=True)
    assert texts(sandbox) == [POST.text]


def test_a_reply_is_looked_for_in_its_thread(sandbox: Sandbox, slack: Slack) -> None:
    root = slack.post("C0DESIGN", POST, "root", look=False)
    reply = slack.post("C0DESIGN", POST, "reply", look=True, thread_ts=root.ts)
    assert slack.post("C0DESIGN", POST, "reply", look=True, thread_ts=root.ts) == reply
    assert len(texts(sandbox)) == 2


def test_an_edit_keeps_the_marker(sandbox: Sandbox, slack: Slack) -> None:
    message = slack.post("C0DESIGN", POST, "key", look=False)
    slack.update(message, Post("another face", [section("another face")]))
    assert texts(sandbox) == ["another face"]
    assert slack.post("C0DESIGN", POST, "key", look=True) == message


def test_a_file_is_put_into_the_thread_once(sandbox: Sandbox, slack: Slack) -> None:
    message = slack.post("C0DESIGN", POST, "key", look=False)
    slack.upload(message, "BRF-1-r1-spring.docx", b"PK", look=False)
    designer = sandbox.person("U0DEE")
    designer.wait_for("C0DESIGN", lambda m: bool(m["files"]), thread_ts=message.ts)
    slack.upload(message, "BRF-1-r1-spring.docx", b"PK", look=True)
    slack.upload(message, "BRF-1-r2-spring.docx", b"PK2", look=True)
    found = designer.wait_for(
        "C0DESIGN", lambda m: any("r2" in file["name"] for file in m["files"]), thread_ts=message.ts
    )
    assert designer.download(found["files"][0]) == b"PK2"
    names = [file["name"] for reply in designer.thread("C0DESIGN", message.ts) for file in reply["files"]]
    assert names == ["BRF-1-r1-spring.docx", "BRF-1-r2-spring.docx"]


def test_a_picture_is_kept_without_a_channel(slack: Slack) -> None:
    assert slack.keep_picture("week.png", b"\x89PNG\r\n\x1a\n", "the week").startswith("F")


def test_a_direct_message_reaches_its_person(sandbox: Sandbox, slack: Slack) -> None:
    channel = slack.direct_channel("U0TOM")
    slack.post(channel, POST, "dm", look=False)
    assert sandbox.person("U0TOM").messages(channel)[-1]["text"] == POST.text


def test_a_whisper_is_for_one_person_only(sandbox: Sandbox, slack: Slack) -> None:
    slack.whisper("C0DESIGN", "U0DEE", POST)
    assert [m["text"] for m in sandbox.person("U0DEE").ephemerals("C0DESIGN")] == [POST.text]
    assert sandbox.person("U0NOOR").ephemerals("C0DESIGN") == []


def test_a_response_url_that_slack_does_not_take_is_said(sandbox: Sandbox, slack: Slack) -> None:
    with pytest.raises(Permanent, match="did not take the answer"):
        slack.answer(f"{sandbox.url}/respond/nothing", POST)


def test_a_trigger_that_is_none_opens_nothing(slack: Slack) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [section("x")]}
    with pytest.raises(Permanent) as refused:
        slack.open_modal("1.2.never", view)
    assert refused.value.code == "invalid_trigger_id"


def test_people_groups_and_channels_are_read(sandbox: Sandbox, slack: Slack) -> None:
    assert slack.profile("U0DEE").name == "Dee Okafor"
    assert slack.profile("U0INES").workspace == "T0HARBOUR"
    slack.profile("U0DEE")
    assert len(sandbox.calls("users.info")) == 2
    assert slack.group_members("S0DESIGNERS") == {"U0NOOR", "U0DEE"}
    assert slack.group_names() == {"S0DESIGNERS": "Designers"}
    assert slack.channel("C0DESIGN").is_member
    assert not slack.channel("C0GENERAL").is_member


def test_a_profile_tells_where_somebody_lives_and_whether_they_are_an_admin(sandbox: Sandbox, slack: Slack) -> None:
    priya, maya = slack.profile("U0PRIYA"), slack.profile("U0MAYA")
    assert (priya.is_admin, priya.is_guest, priya.zone) == (True, False, "Europe/London")
    assert (maya.is_admin, maya.zone) == (False, "Europe/Stockholm")
    sandbox.deactivate("U0MAYA")
    assert slack.profile("U0MAYA").is_active, "believed for a few minutes"
    slack._profile.cache_clear()
    assert not slack.profile("U0MAYA").is_active


def test_a_message_has_an_address(slack: Slack) -> None:
    message = slack.post("C0DESIGN", POST, "key", look=False)
    assert message.ts.replace(".", "") in slack.permalink(message)


def test_a_channel_that_is_closed_to_us_says_what_to_mend(sandbox: Sandbox, slack: Slack) -> None:
    with pytest.raises(Permanent, match="Invite it there with /invite @Baton"):
        slack.post("C0GENERAL", POST, "key", look=False)
    sandbox.archive("C0DESIGN")
    with pytest.raises(Permanent) as refused:
        slack.post("C0DESIGN", POST, "key", look=False)
    assert refused.value.code == "is_archived"


@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 500}, {"status": 200, "body": "<html>"}, {"hang": 3.0}])
def test_no_answer_is_worth_another_try(sandbox: Sandbox, fault: dict[str, object]) -> None:
    impatient = Slack(make_client(sandbox.bot_token, sandbox.api_url, seconds=1))
    sandbox.fail("chat.update", **fault)  # type: ignore[arg-type]  # the keywords of `fail`
    with pytest.raises(Temporary):
        impatient.update(NOBODY, POST)
    assert len(sandbox.calls("chat.update")) <= 1, "nothing but a job repeats a call"


def test_slacks_request_for_a_pause_is_passed_on(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fail("chat.postMessage", status=429, headers={"Retry-After": "17"})
    with pytest.raises(Temporary) as refused:
        slack.post("C0DESIGN", POST, "key", look=False)
    assert refused.value.pause == timedelta(seconds=17)


def test_a_port_where_nobody_listens_is_worth_another_try() -> None:
    with Sandbox() as gone:
        url = gone.api_url
    with pytest.raises(Temporary, match="did not answer"):
        Slack(make_client("xoxb-1", url, seconds=1)).identity()


def test_a_long_thread_is_read_to_its_end_and_its_root_once(
    sandbox: Sandbox, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.HISTORY_PAGE", 2)
    root = slack.post("C0DESIGN", POST, "root", look=False)
    person = sandbox.person("U0DEE")
    for number in range(5):
        person.say("C0DESIGN", f"comment {number}", thread_ts=root.ts)
    last = slack.post("C0DESIGN", POST, "last", look=False, thread_ts=root.ts)
    assert [said.text for said in slack.replies(root)] == [f"comment {number}" for number in range(5)]
    assert slack.post("C0DESIGN", POST, "last", look=True, thread_ts=root.ts) == last
    monkeypatch.setattr("bot.slack.THREAD_PAGES", 1)
    assert [said.text for said in slack.replies(root)] == ["comment 0"]
