"""Whose move is it when Slack refuses, and how is it mended?"""

import re
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

DEFAULT_PAUSE = timedelta(seconds=30)
SHORT_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)
KEYLESS_PAUSE = timedelta(minutes=5)
"""How long jobs wait while Slack does not accept our token: nothing is lost, nobody is hammered."""


class DeliveryError(Exception):
    """The world's move. Never raised itself."""


class Temporary(DeliveryError):
    """Worth another try after `pause`."""

    def __init__(self, reason: str, pause: timedelta = SHORT_PAUSE) -> None:
        self.pause = pause
        super().__init__(reason)


class Permanent(DeliveryError):
    """Not worth another try until somebody mends something; `str()` says what, `code` is Slack's word for it."""

    def __init__(self, code: str, mend: str) -> None:
        self.code = code
        super().__init__(mend)


_CODE = re.compile(r"[a-z0-9_]+")
_KEYLESS = {
    "account_inactive",
    "ekm_access_denied",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
_PASSING = {
    "fatal_error",
    "internal_error",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
_MENDS = {
    "not_in_channel": "Baton is not in the channel {where}. Invite it there with /invite @Baton.",
    "channel_not_found": "Baton cannot see the channel {where}. If it is private, invite Baton with /invite @Baton; "
    "if it is gone, name another in the team file, cancel this and open it anew.",
    "is_archived": "The channel {where} is archived. Unarchive it; the team file may name another for later ones.",
    "missing_scope": "The Slack app lacks the scope {needed}. An admin adds it on the app's page and reinstalls it.",
    "restricted_action": "The workspace's settings keep Baton from posting in {where}. An admin has to allow it.",
    "cannot_dm_bot": "That person is a bot, and bots get no direct messages.",
    "file_not_found": "That file is no longer in Slack.",
    "file_deleted": "That file is no longer in Slack.",
    "access_denied": "Slack does not show that file to Baton: its owner's workspace keeps it. "
    "Ask somebody of the team to upload it.",
    "slack_connect_file_upload_sharing_blocked": "The settings of Slack Connect keep files out of the channel {where}. "
    "An admin has to allow them; a link for somebody without Slack works meanwhile.",
    "slack_connect_blocked_file_type": "The settings of Slack Connect keep Word files out of the channel {where}. "
    "An admin has to allow them; a link for somebody without Slack works meanwhile.",
    "user_not_visible": "Slack shows Baton nothing about the person {where}: they are in no channel with it.",
    "user_not_found": "Slack knows nobody by the id {where}. Mend it in the team file.",
    "no_such_subteam": "Slack knows no user group by the id {where}. Mend it in the team file.",
}


def failure(error: SlackApiError, where: str) -> DeliveryError:
    """Return what `error`, which Slack gave when asked about `where`, means for the work that asked."""
    code, status, headers = _reading(error)
    if code == "ratelimited" or status == 429:  # noqa: PLR2004  # HTTP: Too Many Requests
        return Temporary("Slack asked for a pause", _pause(headers))
    if code in _KEYLESS:
        return Temporary(f"Slack does not accept the bot token ({code}); check SLACK_BOT_TOKEN", KEYLESS_PAUSE)
    if code in _PASSING or code is None or status >= 500:  # noqa: PLR2004  # HTTP: the server's fault
        return Temporary(f"Slack could not answer ({code or status})")
    needed = error.response.get("needed") or "?"
    mend = _MENDS.get(code, "Slack refused to post to {where} ({code}).")
    return Permanent(code, mend.format(where=where, needed=needed, code=code))


def _reading(error: SlackApiError) -> tuple[str | None, int, dict[str, Any]]:
    """Return Slack's error code (None where the answer was not Slack's JSON), the HTTP status and the headers."""
    response = error.response
    if isinstance(response, dict):  # slack_sdk gives a plain dict when the body was no JSON
        return None, int(response.get("status", 0)), {}
    code = response.data.get("error") if isinstance(response.data, dict) else None
    if not _CODE.fullmatch(str(code)):
        code = None  # slack_sdk puts a proxy's whole page here
    return code, int(response.status_code), {key.lower(): value for key, value in response.headers.items()}


def _pause(headers: dict[str, Any]) -> timedelta:
    try:
        asked = timedelta(seconds=float(headers.get("retry-after", "")))
    except (ValueError, OverflowError):
        return DEFAULT_PAUSE
    return min(max(asked, timedelta(seconds=1)), LONGEST_PAUSE)
