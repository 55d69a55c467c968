from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.person import until
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import fetch

DOCX = b"PK\x03\x04 a document \r\n--with\r\rodd bytes \x00\xff"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def refused(client: WebClient, method: str, **args: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, params=args)
    return str(caught.value.response["error"])


def fetched(url: str, token: str | None = None) -> tuple[str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = fetch(url, headers=headers)
    return answer.kind, answer.body


def uploaded(client: WebClient, **where: Any) -> str:
    return str(client.files_upload_v2(filename="BRF-1.docx", title="Brief", file=DOCX, **where)["files"][0]["id"])


def test_an_upload_stands_in_the_thread_without_metadata(sandbox: Sandbox, client: WebClient) -> None:
    root = client.chat_postMessage(channel="C0DESIGN", text="root")["ts"]
    file = uploaded(client, channel="C0DESIGN", thread_ts=root, initial_comment="the document")
    dee = sandbox.person("U0DEE")
    dee.wait_for("C0DESIGN", lambda m: bool(m["files"]), thread_ts=root)
    told = client.conversations_replies(channel="C0DESIGN", ts=root, include_all_metadata=True)["messages"][1]
    assert (told["subtype"], told["text"], told["files"][0]["id"]) == ("file_share", "the document", file)
    assert "metadata" not in told
    assert dee.messages("C0DESIGN")[0]["reply_count"] == 1


def test_a_share_comes_later_than_the_answer() -> None:
    with Sandbox(share_delay=timedelta(seconds=0.2)) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        file = uploaded(client, channel="C0DESIGN")
        assert client.files_info(file=file)["file"]["shares"] == {}
        until(lambda: client.files_info(file=file)["file"]["shares"], 5, "the share")
        share = client.files_info(file=file)["file"]["shares"]["public"]["C0DESIGN"][0]
        assert share["ts"] == sandbox.channel("C0DESIGN").messages[0]["ts"]


def test_the_bytes_need_the_token_or_a_person_who_may_see_them(sandbox: Sandbox, client: WebClient) -> None:
    file = uploaded(client, channel="C0AGENCY")
    message = sandbox.person("U0INES").wait_for("C0AGENCY", lambda m: bool(m["files"]))
    url = client.files_info(file=file)["file"]["url_private_download"]
    assert fetched(url, sandbox.bot_token) == (WORD, DOCX)
    assert fetched(url)[0] == "text/html"
    assert fetched(url, "xoxb-wrong")[0] == "text/html"
    assert sandbox.person("U0INES").download(message["files"][0]) == DOCX
    assert b"Sign in" in sandbox.person("U0NOBODY").download(message["files"][0])


def test_a_picture_of_a_block_is_seen_where_the_block_stands(sandbox: Sandbox, client: WebClient) -> None:
    file = str(client.files_upload_v2(filename="chart.png", file=b"\x89PNG", alt_txt="a chart")["files"][0]["id"])
    picture = {"type": "image", "slack_file": {"id": file}, "alt_text": "a chart"}
    client.chat_postMessage(channel="C0DIGEST", text="digest", blocks=[picture])
    url = sandbox.person("U0TOM").messages("C0DIGEST")[0]["blocks"][0]["image_url"]
    assert sandbox.person("U0TOM").download({"url": url}) == b"\x89PNG"
    assert b"Sign in" in sandbox.person("U0INES").download({"url": url})


def test_a_picture_of_an_answer_is_seen_where_the_answer_stands(sandbox: Sandbox, client: WebClient) -> None:
    file = str(client.files_upload_v2(filename="chart.png", file=b"\x89PNG", alt_txt="a chart")["files"][0]["id"])
    hook = WebhookClient(sandbox.url + sandbox.workspace.tickets.respond("C0DESIGN", "U0TOM"), retry_handlers=[])
    lost = {"type": "image", "slack_file": {"id": "F0LOST"}, "alt_text": "nothing"}
    assert hook.send(text="digest", blocks=[lost]).body == "invalid_blocks"
    hook.send(text="digest", blocks=[{**lost, "slack_file": {"id": file}}])
    tom = sandbox.person("U0TOM")
    assert tom.download({"url": tom.ephemerals("C0DESIGN")[0]["blocks"][0]["image_url"]}) == b"\x89PNG"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"filename": "a.docx", "length": 0}, "invalid_arguments"),
        ({"filename": "a.docx", "length": "many"}, "invalid_arguments"),
        ({"length": 5}, "invalid_arguments"),
    ],
)
def test_an_upload_needs_a_name_and_a_length(client: WebClient, args: dict[str, Any], error: str) -> None:
    assert refused(client, "files.getUploadURLExternal", **args) == error


def test_an_upload_of_another_length_is_turned_away(client: WebClient) -> None:
    asked = client.files_getUploadURLExternal(filename="a.docx", length=3)
    assert fetch(asked["upload_url"], b"four").status == 400
    assert refused(client, "files.completeUploadExternal", files=f'[{{"id":"{asked["file_id"]}"}}]') == "file_not_found"


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ({"channel": "C0GENERAL"}, "not_in_channel"),
        ({"channel": "C0LEADS"}, "channel_not_found"),
        ({"channel": "C0DESIGN", "thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
def test_an_upload_goes_only_where_the_app_may_write(client: WebClient, where: dict[str, str], error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        uploaded(client, **where)


def test_an_upload_is_completed_once(client: WebClient) -> None:
    file = uploaded(client)
    assert refused(client, "files.completeUploadExternal", files=f'[{{"id":"{file}"}}]') == "file_not_found"


def test_a_deleted_file_is_gone(sandbox: Sandbox, client: WebClient) -> None:
    file = uploaded(client, channel="C0DESIGN")
    sandbox.person("U0TOM").wait_for("C0DESIGN", lambda m: bool(m["files"]))
    client.files_delete(file=file)
    assert refused(client, "files.info", file=file) == "file_deleted"
    assert sandbox.person("U0TOM").messages("C0DESIGN")[0]["files"] == []


def test_only_its_own_files_are_the_apps_to_delete(sandbox: Sandbox, client: WebClient) -> None:
    file = sandbox.person("U0TOM").upload("C0DESIGN", "mine.docx", DOCX)
    assert refused(client, "files.delete", file=file["id"]) == "cant_delete_file"
    assert refused(client, "files.info", file="F0NOTHING") == "file_not_found"


def test_what_a_person_uploads_arrives_byte_for_byte(sandbox: Sandbox, client: WebClient) -> None:
    dee = sandbox.person("U0DEE")
    root = dee.say("C0DESIGN", "my edits")["ts"]
    file = dee.upload("C0DESIGN", "edits of Dée.docx", DOCX, thread_ts=root)
    assert sandbox.person("U0TOM").download(file) == DOCX
    url = client.files_info(file=file["id"])["file"]["url_private"]
    assert fetched(url, sandbox.bot_token)[1] == DOCX


@pytest.mark.parametrize("fault", [{"status": 500}, {"drop": True}])
def test_the_sending_of_bytes_can_fail_too(sandbox: Sandbox, client: WebClient, fault: dict[str, Any]) -> None:
    sandbox.fail("upload", **fault)
    with pytest.raises(OSError):  # noqa: PT011 - each fault words it differently
        uploaded(client, channel="C0DESIGN")
    assert sandbox.channel("C0DESIGN").messages == []


def test_bytes_may_come_as_a_form_and_only_for_an_upload_that_was_asked_for(
    sandbox: Sandbox, client: WebClient
) -> None:
    asked = client.files_getUploadURLExternal(filename="a.docx", length=len(DOCX))
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n' + DOCX + b"\r\n--b--\r\n"
    sent = fetch(asked["upload_url"], body, {"Content-Type": "multipart/form-data; boundary=b"})
    assert (sent.status, sent.body) == (200, f"OK - {len(DOCX)}".encode())
    assert fetch(f"{sandbox.url}/upload/v1/F0NOTHING", DOCX).status == 404
    assert fetch(f"{sandbox.url}/files-pri/T0NORTHFOLD-F0NOTHING/a.docx").kind == "text/html"


def test_bytes_without_a_boundary_are_refused(sandbox: Sandbox) -> None:
    answer = fetch(f"{sandbox.url}/ui/upload?user=U0TOM", b"x", {"Content-Type": "multipart/form-data"})
    assert answer.status == 400
