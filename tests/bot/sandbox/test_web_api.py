import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.faults import Limiter, Pace
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import fetch

TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
MARK = {"event_type": "baton", "event_payload": {"op": "1"}}


def refusal(client: WebClient, method: str, **args: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=args)
    answer = caught.value.response.data
    assert isinstance(answer, dict)
    return answer


def test_the_token_says_who_and_what_it_may(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T0NORTHFOLD", "U0BATON")
    sandbox.revoke("files:read")
    granted = client.auth_test().headers["x-oauth-scopes"].split(",")
    assert "chat:write" in granted
    assert "files:read" not in granted


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("", "not_authed"),
        ("xoxb-of-someone-else", "invalid_auth"),
        ("xapp-sandbox-northfold", "not_allowed_token_type"),
    ],
)
def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str, error: str) -> None:
    client = WebClient(token=token, base_url=sandbox.api_url, retry_handlers=[])
    assert refusal(client, "chat.postMessage", channel="C0DESIGN", text="x")["error"] == error


def test_a_bot_token_opens_no_socket(client: WebClient) -> None:
    assert refusal(client, "apps.connections.open")["error"] == "not_allowed_token_type"


def test_a_method_that_does_not_exist_is_unknown(client: WebClient) -> None:
    assert refusal(client, "chat.shout")["error"] == "unknown_method"


def test_a_missing_scope_is_named(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.revoke("chat:write")
    answer = refusal(client, "chat.postMessage", channel="C0DESIGN", text="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "commands" in answer["provided"]


def test_a_body_that_is_not_json_is_refused(sandbox: Sandbox) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {sandbox.bot_token}"}
    answer = fetch(f"{sandbox.api_url}chat.postMessage", b"{", headers)
    assert json.loads(answer.body) == {"ok": False, "error": "invalid_json"}


def test_a_form_body_means_the_same_as_json(sandbox: Sandbox, client: WebClient) -> None:
    client.api_call("chat.postMessage", data={"channel": "C0DESIGN", "text": "form", "blocks": json.dumps([TEXT])})
    assert sandbox.channel("C0DESIGN").messages[0]["blocks"][0]["text"]["text"] == "hello"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
        ({"channel": "C0LEADS", "text": "x"}, "channel_not_found"),
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"text": "x"}, "invalid_arguments"),
        ({"channel": "U0BATON", "text": "x"}, "cannot_dm_bot"),
        ({"channel": "C0DESIGN"}, "no_text"),
        ({"channel": "C0DESIGN", "text": "  ", "blocks": []}, "no_text"),
        ({"channel": "C0DESIGN", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "C0DESIGN", "text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"channel": "C0DESIGN", "text": "x", "blocks": [{"type": "nope"}]}, "invalid_blocks"),
        ({"channel": "C0DESIGN", "text": "x", "thread_ts": "0"}, "invalid_thread_ts"),
        ({"channel": "C0DESIGN", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": "C0DESIGN", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "C0DESIGN", "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        (
            {"channel": "C0DESIGN", "text": "x", "metadata": {"event_type": "x", "event_payload": {"p": "x" * 9000}}},
            "metadata_too_large",
        ),
        ({"channel": "C0DESIGN", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "C0DESIGN", "markdown_text": "y" * 12_001}, "msg_too_long"),
        (
            {"channel": "C0DESIGN", "blocks": [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"}]},
            "invalid_blocks",
        ),
    ],
)
def test_a_post_that_slack_refuses_is_refused(client: WebClient, args: dict[str, Any], error: str) -> None:
    assert refusal(client, "chat.postMessage", **args)["error"] == error


def test_what_is_wrong_with_blocks_is_said_with_its_place(client: WebClient) -> None:
    answer = refusal(client, "chat.postMessage", channel="C0DESIGN", text="x", blocks=[TEXT, {"type": "nope"}])
    assert answer["response_metadata"]["messages"] == ["[ERROR] unsupported block: nope [json-pointer:/blocks/1]"]


def test_an_archived_channel_takes_nothing_until_it_is_back(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.archive("C0DESIGN")
    assert refusal(client, "chat.postMessage", channel="C0DESIGN", text="x")["error"] == "is_archived"
    sandbox.archive("C0DESIGN", archived=False)
    assert client.chat_postMessage(channel="C0DESIGN", text="x")["ok"]


def test_the_app_writes_where_it_is_invited_and_no_longer_where_it_is_not(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.invite("C0LEADS", "U0BATON")
    assert client.chat_postMessage(channel="C0LEADS", text="x")["ok"]
    sandbox.kick("C0DESIGN", "U0BATON")
    assert refusal(client, "chat.postMessage", channel="C0DESIGN", text="x")["error"] == "not_in_channel"


def test_writing_to_a_person_writes_to_the_direct_message(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="U0TOM", text="hello Tom")
    assert (
        answer["channel"] == client.conversations_open(users="U0TOM")["channel"]["id"] == sandbox.person("U0TOM").dm()
    )
    assert [m["text"] for m in sandbox.person("U0TOM").messages(answer["channel"])] == ["hello Tom"]


def test_timestamps_grow_and_repeat_never(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0DESIGN", text=str(i))["ts"] for i in range(5)]
    assert stamps == sorted(set(stamps))


def test_metadata_is_returned_only_on_request(client: WebClient) -> None:
    client.chat_postMessage(channel="C0DESIGN", text="x", metadata=MARK)
    bare = client.conversations_history(channel="C0DESIGN")["messages"][0]
    full = client.conversations_history(channel="C0DESIGN", include_all_metadata=True)["messages"][0]
    assert "metadata" not in bare
    assert full["metadata"] == MARK


def test_an_update_keeps_what_it_does_not_name(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0DESIGN", text="old", blocks=[TEXT], metadata=MARK)["ts"]
    client.chat_update(channel="C0DESIGN", ts=ts, text="new")
    told = sandbox.channel("C0DESIGN").messages[0]
    assert (told["text"], told["metadata"], told.get("blocks")) == ("new", MARK, None)


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"ts": "1.000001", "text": "x"}, "message_not_found"),
        ({"text": "x"}, "invalid_arguments"),
        ({"ts": "own", "text": "x" * 4001}, "msg_too_long"),
        ({"ts": "own"}, "no_text"),
        ({"ts": "own", "blocks": [{"type": "nope"}]}, "invalid_blocks"),
        ({"ts": "tom's", "text": "x"}, "cant_update_message"),
    ],
)
def test_an_update_that_slack_refuses_is_refused(
    sandbox: Sandbox, client: WebClient, args: dict[str, Any], error: str
) -> None:
    known = {
        "own": client.chat_postMessage(channel="C0DESIGN", text="mine")["ts"],
        "tom's": sandbox.person("U0TOM").say("C0DESIGN", "his")["ts"],
    }
    if "ts" in args:
        args = {**args, "ts": known.get(args["ts"], args["ts"])}
    assert refusal(client, "chat.update", channel="C0DESIGN", **args)["error"] == error


def test_a_deleted_message_is_gone_and_one_with_replies_leaves_a_stone(sandbox: Sandbox, client: WebClient) -> None:
    lone = client.chat_postMessage(channel="C0DESIGN", text="lone")["ts"]
    root = client.chat_postMessage(channel="C0DESIGN", text="root")["ts"]
    client.chat_postMessage(channel="C0DESIGN", text="reply", thread_ts=root)
    client.chat_delete(channel="C0DESIGN", ts=lone)
    client.chat_delete(channel="C0DESIGN", ts=root)
    assert [m["text"] for m in sandbox.channel("C0DESIGN").messages] == ["This message was deleted.", "reply"]
    assert refusal(client, "chat.delete", channel="C0DESIGN", ts=lone)["error"] == "message_not_found"
    assert refusal(client, "chat.update", channel="C0DESIGN", ts=root, text="x")["error"] == "message_not_found"


def test_an_ephemeral_message_is_seen_by_one_person_and_kept_by_nobody(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0DESIGN", user="U0TOM", text="psst")
    assert [m["text"] for m in sandbox.person("U0TOM").ephemerals("C0DESIGN")] == ["psst"]
    assert sandbox.person("U0DEE").messages("C0DESIGN") == []
    assert client.conversations_history(channel="C0DESIGN")["messages"] == []


@pytest.mark.parametrize(("user", "error"), [("U0INES", "user_not_in_channel"), ("U0NOBODY", "user_not_found")])
def test_an_ephemeral_message_needs_somebody_who_is_there(client: WebClient, user: str, error: str) -> None:
    assert refusal(client, "chat.postEphemeral", channel="C0DESIGN", user=user, text="x")["error"] == error


def test_a_permalink_leads_to_the_message(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0DESIGN", text="x")["ts"]
    link = client.chat_getPermalink(channel="C0DESIGN", message_ts=ts)["permalink"]
    assert link == f"{sandbox.url}/archives/C0DESIGN/p{ts.replace('.', '')}"
    assert refusal(client, "chat.getPermalink", channel="C0DESIGN", message_ts="1.0")["error"] == "message_not_found"


def test_history_comes_newest_first_in_pages_and_leaves_threads_out(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0DESIGN", text=str(i))["ts"] for i in range(3)]
    client.chat_postMessage(channel="C0DESIGN", text="reply", thread_ts=stamps[0])
    first = client.conversations_history(channel="C0DESIGN", limit=2)
    rest = client.conversations_history(channel="C0DESIGN", cursor=first["response_metadata"]["next_cursor"])
    assert [m["text"] for m in first["messages"]] == ["2", "1"]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert [(m["text"], m["reply_count"]) for m in rest["messages"]] == [("0", 1)]


def test_history_reaches_from_oldest_to_latest_without_the_ends(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0DESIGN", text=str(i))["ts"] for i in range(3)]
    ends = {"channel": "C0DESIGN", "oldest": stamps[0], "latest": stamps[2]}
    assert [m["text"] for m in client.conversations_history(**ends)["messages"]] == ["1"]
    assert len(client.conversations_history(**ends, inclusive=True)["messages"]) == 3


def test_a_thread_is_told_oldest_first_with_its_root(client: WebClient) -> None:
    root = client.chat_postMessage(channel="C0DESIGN", text="root")["ts"]
    client.chat_postMessage(channel="C0DESIGN", text="reply", thread_ts=root)
    told = client.conversations_replies(channel="C0DESIGN", ts=root)["messages"]
    assert [m["text"] for m in told] == ["root", "reply"]
    assert refusal(client, "conversations.replies", channel="C0DESIGN", ts="1.000001")["error"] == "thread_not_found"


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("conversations.history", {"channel": "C0GENERAL"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0LEADS"}, "channel_not_found"),
        ("conversations.history", {"channel": "C0DESIGN", "limit": 5000}, "invalid_limit"),
        ("conversations.history", {"channel": "C0DESIGN", "cursor": "%%%"}, "invalid_cursor"),
        ("conversations.history", {"channel": "C0DESIGN", "oldest": "noon"}, "invalid_ts_oldest"),
        ("conversations.info", {"channel": "C0LEADS"}, "channel_not_found"),
        ("conversations.join", {"channel": "C0GENERAL"}, "missing_scope"),
        ("conversations.open", {"users": "U0BATON"}, "cannot_dm_bot"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": "U0TOM,U0DEE"}, "missing_scope"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S0NOBODY"}, "no_such_subteam"),
        ("reactions.add", {"channel": "C0DESIGN", "timestamp": "1.000001", "name": "eyes"}, "message_not_found"),
    ],
)
def test_a_question_that_slack_refuses_is_refused(
    client: WebClient, method: str, args: dict[str, Any], error: str
) -> None:
    assert refusal(client, method, **args)["error"] == error


def test_reading_a_kind_of_channel_needs_the_scope_of_that_kind(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.revoke("channels:history")
    answer = refusal(client, "conversations.history", channel="C0DESIGN")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
    assert client.conversations_history(channel=sandbox.person("U0TOM").dm())["ok"]


def test_the_app_joins_a_public_channel_once_it_may(sandbox: Sandbox, client: WebClient) -> None:
    assert not client.conversations_info(channel="C0GENERAL")["channel"]["is_member"]
    sandbox.grant("channels:join")
    client.conversations_join(channel="C0GENERAL")
    assert client.conversations_info(channel="C0GENERAL")["channel"]["is_member"]


def test_a_list_of_channels_holds_no_private_one_that_the_app_is_not_in(sandbox: Sandbox, client: WebClient) -> None:
    def ids() -> set[str]:
        found = client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
        return {c["id"] for c in found["channels"]}

    assert "C0GENERAL" in ids()
    assert "C0LEADS" not in ids()
    sandbox.invite("C0LEADS", "U0BATON")
    sandbox.archive("C0GENERAL")
    assert "C0LEADS" in ids()
    assert "C0GENERAL" not in ids()


def test_members_are_listed(client: WebClient) -> None:
    assert {"U0INES", "U0BATON"} <= set(client.conversations_members(channel="C0AGENCY")["members"])


def test_people_are_described_and_an_outsider_only_in_the_profile(sandbox: Sandbox, client: WebClient) -> None:
    tom = client.users_info(user="U0TOM")["user"]
    ines = client.users_info(user="U0INES")["user"]
    assert (tom["real_name"], tom["tz"], tom["deleted"]) == ("Tom Eaves", "Europe/London", False)
    assert (ines["team_id"], ines["profile"]["real_name"]) == ("T0HARBOUR", "Ines Carvalho")
    assert "real_name" not in ines
    assert "U0INES" not in {u["id"] for u in client.users_list()["members"]}
    sandbox.deactivate("U0TOM")
    assert client.users_info(user="U0TOM")["user"]["deleted"]


def test_a_group_has_members_that_may_change(sandbox: Sandbox, client: WebClient) -> None:
    assert set(client.usergroups_users_list(usergroup="S0DESIGNERS")["users"]) == {"U0NOOR", "U0DEE"}
    sandbox.set_group("S0DESIGNERS", "U0NOOR")
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == ["U0NOOR"]


def test_a_reaction_is_put_once(client: WebClient) -> None:
    mark = {"channel": "C0DESIGN", "timestamp": client.chat_postMessage(channel="C0DESIGN", text="x")["ts"]}
    client.reactions_add(name="eyes", **mark)
    assert refusal(client, "reactions.add", name="eyes", **mark)["error"] == "already_reacted"


def test_a_channel_takes_a_burst_and_then_waits() -> None:
    with Sandbox(rate_limit=Pace(burst=3, per_second=0.5)) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        for _ in range(3):
            client.chat_postMessage(channel="C0DESIGN", text="x")
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="C0DESIGN", text="x")
        assert caught.value.response.status_code == 429
        assert caught.value.response["error"] == "ratelimited"
        assert caught.value.response.headers["retry-after"] == "2"
        assert client.chat_postMessage(channel="C0MARKETING", text="another channel")["ok"]
        assert len(sandbox.channel("C0DESIGN").messages) == 3


def test_a_bucket_fills_up_again_no_higher_than_its_burst() -> None:
    seconds = [0.0]
    limiter = Limiter(Pace(burst=2, per_second=1.0), lambda: seconds[0])
    assert [limiter.wait("c") for _ in range(3)] == [0, 0, 1]
    seconds[0] += 100
    assert [limiter.wait("c") for _ in range(3)] == [0, 0, 1]


def test_calls_are_remembered_with_their_answers_and_without_the_token(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel="C0DESIGN", text="x")
    refusal(client, "chat.postMessage", channel="C0NOWHERE", text="y")
    good, bad = sandbox.calls("chat.postMessage")
    assert (good.ok, good.args["text"], bad.ok, bad.answer["error"]) == (True, "x", False, "channel_not_found")
    assert sandbox.bot_token not in str(sandbox.calls())
