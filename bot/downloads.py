"""How are the bytes of a shared file fetched without the token ever leaving for another host?"""

from collections.abc import Mapping
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.failures import Permanent, Temporary

SLACK_FILES = "files.slack.com"
LARGEST = 20 * 2**20
_SECONDS = 30
_CHUNK = 2**18
_FAULT = 500


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: the next host might be anybody's."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Make of every redirect an error."""


def fetch(url: str, token: str, api_url: str) -> bytes:
    """Return the bytes at `url`, which has to be Slack's file host, or the stand-in's that `api_url` names.

    Raises:
        Permanent: when the address is another's, the file is too large or Slack does not hand it over.
        Temporary: when the host does not answer.
    """
    if not is_ours(url, api_url):
        raise Permanent("foreign_file", "That file is kept outside of Slack. Upload it here itself.")
    request = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310  # the address was just checked
    try:
        with build_opener(_StayHere).open(request, timeout=_SECONDS) as response:
            return _read(response, response.headers)
    except HTTPError as refused:
        refused.close()
        if refused.code >= _FAULT:
            raise Temporary(f"Slack could not hand over a file ({refused.code})") from None
        raise _withheld() from None
    except (URLError, HTTPException, OSError) as error:
        raise Temporary(f"Slack did not hand over a file ({type(error).__name__})") from error


def is_ours(url: str, api_url: str) -> bool:
    """Tell whether a file's address is Slack's own file host over https, or the host that the Web API itself is on."""
    try:
        parts, api = urlsplit(url), urlsplit(api_url)
        plain = parts.username is None and parts.password is None and "\\" not in url
        at_slack = (parts.scheme, parts.hostname, parts.port) == ("https", SLACK_FILES, None)
        at_stand_in = api.scheme == "http" and (parts.scheme, parts.netloc) == (api.scheme, api.netloc)
    except ValueError:
        return False
    return plain and (at_slack or at_stand_in)


def _read(stream: IO[bytes], headers: Mapping[str, str]) -> bytes:
    found = bytearray()
    while chunk := stream.read(_CHUNK):
        found += chunk
        if len(found) > LARGEST:
            raise too_large()
    if (headers.get("content-type") or "").startswith("text/html"):
        raise _withheld()  # Slack answers a token without files:read with its sign-in page
    return bytes(found)


def too_large() -> Permanent:
    """Return the refusal of a file that is too large."""
    return Permanent("file_too_large", f"That file is larger than {LARGEST // 2**20} MB. Split it and try again.")


def _withheld() -> Permanent:
    sentence = "Slack did not hand that file over. Whoever runs Baton checks that the app has the scope files:read."
    return Permanent("file_withheld", sentence)
