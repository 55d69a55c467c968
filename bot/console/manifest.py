"""Which Slack app does Baton need? Its manifest."""

from typing import Any

from bot.console.output import print_json
from bot.scopes import EVENTS, SCOPES, SHORTCUTS
from workflow.values import InvalidInput


def print_manifest(url: str | None) -> None:
    """Print the app manifest as JSON: Socket Mode, or HTTP at a public address.

    Raises:
        InvalidInput: when the address is not one that Slack could reach.
    """
    if url is not None and not url.startswith("https://"):
        raise InvalidInput({"--http": "Slack reaches only https:// addresses"})
    print_json(manifest(url))


def manifest(url: str | None) -> dict[str, Any]:
    """Return the manifest; without `url` the app uses Socket Mode."""
    endpoint = {} if url is None else {"url": _endpoint(url)}
    requests = {} if url is None else {"request_url": _endpoint(url)}
    return {
        "display_information": {
            "name": "Baton",
            "description": "Drafts campaign briefs and carries them through approval",
            "background_color": "#0f5c52",
        },
        "features": {
            "bot_user": {"display_name": "Baton", "always_online": True},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": [
                {
                    "command": "/brief",
                    "description": "Brief a campaign and carry it through approval",
                    "usage_hint": "[help|status|list|digest|revise|links|away|library]",
                    "should_escape": True,
                    **endpoint,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **requests},
            "interactivity": {"is_enabled": True, **requests},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _endpoint(url: str) -> str:
    return f"{url.rstrip('/').removesuffix('/slack/events')}/slack/events"
