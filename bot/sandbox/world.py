"""Who and what exists in the sandbox when it starts? People and companies are fiction."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["channel", "private", "im"]


@dataclass(frozen=True)
class Person:
    """Someone who can be acted for; `team_id` differs from the workspace's for an outsider."""

    id: str
    name: str
    real_name: str
    title: str
    color: str
    team_id: str
    tz: str = "Europe/London"
    admin: bool = False
    restricted: bool = False

    @property
    def initials(self) -> str:
        """The letters of the person's avatar."""
        return "".join(word[0] for word in self.real_name.split()[:2]).upper()


@dataclass(frozen=True)
class Group:
    """A user group: several people behind one handle."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """A channel as it stands at the start."""

    id: str
    name: str
    topic: str
    members: tuple[str, ...]
    kind: Kind = "channel"
    shared: bool = False


@dataclass(frozen=True)
class SlashCommand:
    """A command of the app, as the composer offers it."""

    command: str
    usage_hint: str
    description: str


@dataclass(frozen=True)
class Shortcut:
    """An entry of the app in the menu of every message, or in the global one."""

    callback_id: str
    name: str
    for_messages: bool = False


@dataclass(frozen=True)
class Application:
    """The installed app: its ids, its secrets and what it may do."""

    id: str
    name: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    scopes: frozenset[str]
    subscriptions: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...] = ()


@dataclass(frozen=True)
class World:
    """Everything a sandbox starts with."""

    team_id: str
    team_name: str
    team_domain: str
    other_teams: tuple[tuple[str, str], ...]
    app: Application
    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    rooms: tuple[Room, ...]


_TEAM = "T0NORTHFOLD"
_BOT = "U0BATON"
_HOUSE = ("U0TOM", "U0PRIYA", "U0DEE", "U0NOOR", "U0MAYA", "U0AXEL")

BATON = Application(
    id="A0BATON",
    name="Baton",
    bot_user=_BOT,
    bot_id="B0BATON",
    bot_token="xoxb-sandbox-northfold",  # noqa: S106 - opens nothing but this stand-in
    app_token="xapp-sandbox-northfold",  # noqa: S106 - likewise
    signing_secret="sandbox-signing-secret",  # noqa: S106 - likewise
    scopes=frozenset(
        {
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:write",
            "reactions:write",
            "usergroups:read",
            "users:read",
        }
    ),
    subscriptions=frozenset(
        {"app_home_opened", "file_shared", "member_joined_channel", "message"},
    ),
    commands=(
        SlashCommand(
            "/brief",
            "[help|status|list|digest|revise|links|away|library]",
            "Brief a campaign and carry it through approval",
        ),
    ),
    shortcuts=(
        Shortcut("new_brief", "New brief"),
        Shortcut("brief_from_message", "Brief from this message", for_messages=True),
    ),
)

NORTHFOLD = World(
    team_id=_TEAM,
    team_name="Northfold",
    team_domain="northfold",
    other_teams=(("T0HARBOUR", "Harbour Studio"),),
    app=BATON,
    people=(
        Person("U0TOM", "tom", "Tom Eaves", "Campaign manager", "#b4532a", _TEAM),
        Person("U0PRIYA", "priya", "Priya Raman", "Head of marketing", "#7a3e9d", _TEAM, admin=True),
        Person("U0DEE", "dee", "Dee Okafor", "Lead designer", "#0f7b6c", _TEAM),
        Person("U0NOOR", "noor", "Noor Haddad", "Designer", "#2f6fb0", _TEAM),
        Person("U0MAYA", "maya", "Maya Lindqvist", "Senior marketer", "#a8326b", _TEAM, "Europe/Stockholm"),
        Person("U0AXEL", "axel", "Axel Brandt", "Agency account lead", "#4d6b1f", _TEAM),
        Person("U0INES", "ines", "Ines Carvalho", "Account director", "#8a6d1d", "T0HARBOUR"),
    ),
    groups=(Group("S0DESIGNERS", "designers", "Designers", ("U0NOOR", "U0DEE")),),
    rooms=(
        Room("C0GENERAL", "general", "Company-wide announcements", _HOUSE),
        Room("C0MARKETING", "marketing", "Campaign sign-off and planning", (*_HOUSE, _BOT)),
        Room("C0DESIGN", "design-review", "Creative goes past design here", (*_HOUSE, _BOT)),
        Room(
            "C0AGENCY",
            "agency-harbour",
            "Shared with Harbour Studio",
            (*_HOUSE, _BOT, "U0INES"),
            shared=True,
        ),
        Room("C0DIGEST", "marketing-ops", "The weekly digest", (*_HOUSE, _BOT)),
        Room("C0LEADS", "leads", "Heads of department", ("U0PRIYA", "U0DEE"), kind="private"),
    ),
)
