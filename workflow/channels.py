"""Which media channels can a campaign use, and by what names do people call them?"""

import re
from enum import StrEnum


class Channel(StrEnum):
    """A media channel of the playbook; the value is its id in forms, JSON and the log."""

    EMAIL = "email"
    PAID_SEARCH = "paid_search"
    META = "meta"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    X = "x"
    DISPLAY = "display"
    PERFORMANCE_MAX = "performance_max"
    INFLUENCER = "influencer"
    PR = "pr"
    LANDING_PAGE = "landing_page"
    EVENTS = "events"
    OUT_OF_HOME = "out_of_home"
    AUDIO = "audio"
    PRINT = "print"
    DIRECT_MAIL = "direct_mail"
    TV = "tv"
    SMS = "sms"
    PUSH = "push"

    @property
    def label(self) -> str:
        """The name that people read."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


_LABELS = {
    Channel.META: "Meta (Facebook, Instagram)",
    Channel.LINKEDIN: "LinkedIn",
    Channel.TIKTOK: "TikTok",
    Channel.YOUTUBE: "YouTube",
    Channel.DISPLAY: "Display",
    Channel.PERFORMANCE_MAX: "Performance Max",
    Channel.PR: "PR",
    Channel.EVENTS: "Events and webinars",
    Channel.AUDIO: "Audio and radio",
    Channel.TV: "TV and connected TV",
    Channel.SMS: "SMS",
    Channel.PUSH: "Push notifications",
}

_ALIASES = {
    "facebook": Channel.META,
    "instagram": Channel.META,
    "facebook ads": Channel.META,
    "meta": Channel.META,
    "social": Channel.META,
    "paid social": Channel.META,
    "social media": Channel.META,
    "search": Channel.PAID_SEARCH,
    "google": Channel.PAID_SEARCH,
    "google ads": Channel.PAID_SEARCH,
    "google search": Channel.PAID_SEARCH,
    "ppc": Channel.PAID_SEARCH,
    "sem": Channel.PAID_SEARCH,
    "google display": Channel.DISPLAY,
    "programmatic": Channel.DISPLAY,
    "native": Channel.DISPLAY,
    "banners": Channel.DISPLAY,
    "pmax": Channel.PERFORMANCE_MAX,
    "video": Channel.YOUTUBE,
    "online video": Channel.YOUTUBE,
    "twitter": Channel.X,
    "ooh": Channel.OUT_OF_HOME,
    "dooh": Channel.OUT_OF_HOME,
    "outdoor": Channel.OUT_OF_HOME,
    "radio": Channel.AUDIO,
    "podcast": Channel.AUDIO,
    "podcasts": Channel.AUDIO,
    "spotify": Channel.AUDIO,
    "ctv": Channel.TV,
    "connected tv": Channel.TV,
    "television": Channel.TV,
    "creators": Channel.INFLUENCER,
    "influencers": Channel.INFLUENCER,
    "newsletter": Channel.EMAIL,
    "e mail": Channel.EMAIL,
    "crm": Channel.EMAIL,
    "events": Channel.EVENTS,
    "event": Channel.EVENTS,
    "webinar": Channel.EVENTS,
    "webinars": Channel.EVENTS,
    "website": Channel.LANDING_PAGE,
    "press": Channel.PR,
    "public relations": Channel.PR,
    "mail": Channel.DIRECT_MAIL,
    "post": Channel.DIRECT_MAIL,
    "text": Channel.SMS,
    "push": Channel.PUSH,
    "tv": Channel.TV,
    "audio": Channel.AUDIO,
}


_SPOKEN: dict[str, Channel] = {
    **_ALIASES,
    **{channel.label.casefold(): channel for channel in Channel},
    **{channel.value.replace("_", " "): channel for channel in Channel},
}


def spoken_names(channel: Channel) -> tuple[str, ...]:
    """Return the names that people use for a channel, in small letters."""
    return tuple(name for name, meant in _SPOKEN.items() if meant is channel)


_GAPS = re.compile(r"[\s_-]+")


def parse_channel(text: object) -> object:
    """Return the channel that an id, a title or a common name means.

    Raises:
        ValueError: when nothing by that name is known; the sentence lists what is.
    """
    if not isinstance(text, str):
        raise ValueError("A channel is named by a word, like email or paid_search.")
    channel = _SPOKEN.get(_GAPS.sub(" ", text).strip().casefold())
    if channel is not None:
        return channel
    raise ValueError(f"There is no channel called “{text[:40]}”. Choose from: {', '.join(Channel)}.")
