"""The settings that an admin is changing are looked at and tried out, and others hear what was saved."""

from typing import Any

import structlog

from bot.calendars import working_calendar
from bot.failures import Permanent
from bot.services import Services
from bot.setting_up import keys_of, page, team_of_version
from bot.stage_checks import look_at_people, problem_with_channel, too_few
from bot.views.answers import told_post
from bot.views.mrkdwn import escaped, mention
from bot.views.setup import channel_key, people_key, trial_key
from bot.views.setup_words import change_lines
from storage.setups import Found
from workflow.setup import Setup, Tables
from workflow.team import CalendarSettings

log = structlog.get_logger()


def look_at_setup(services: Services, said: dict[str, Any]) -> None:
    """Ask Slack about every channel and all people that were not looked at yet, and have the page say what is wrong.

    A page on which nothing changes by that is left alone: somebody may be choosing on it.
    """
    person = str(said["user"])
    setup = services.setups.of(person)
    if setup is None:
        return
    missing = keys_of(setup) - set(services.setups.found(person))
    working_calendar(CalendarSettings(holidays="GB"))  # loaded now, nobody has to wait for it when they press Save
    fresh = _looked(services, setup, missing)
    services.setups.find(person, fresh)
    # a look that began on an earlier page may have found all of it before this one asked
    news = services.setups.found(person) if said.get("blank") else fresh
    if said.get("redraw") or any(news.values()):
        _show(services, said, setup)


def _looked(services: Services, setup: Setup, missing: set[str]) -> Found:
    places = [stage.get("channel") for stage in setup.stages] + [setup.tables.get("digest", {}).get("channel")]
    found: dict[str, list[str]] = {}
    for channel in filter(None, places):
        if channel_key(channel) in missing:
            problem = problem_with_channel(services.slack, channel)
            found[channel_key(channel)] = [problem] if problem else []
    for stage in setup.stages:
        if people_key(stage) in missing:
            found[people_key(stage)] = _problems_with_people(services, setup, stage)
    return found


def _problems_with_people(services: Services, setup: Setup, stage: Tables) -> list[str]:
    looked = look_at_people(services.slack, stage.get("approvers", ()), outside=bool(stage.get("outside")))
    few = too_few(stage.get("required", 1), looked.able, known=not looked.problems)
    own = bool(setup.tables.get("team", {}).get("self_approval"))
    if looked.problems or few or own or stage.get("outside") or len(looked.able) != 1:
        return [*looked.problems, *few]
    name = services.slack.profile(next(iter(looked.able))).name
    return [f"only {name} can approve here, so briefs of their own would be stuck: choose a second person"]


def _show(services: Services, said: dict[str, Any], setup: Setup) -> None:
    try:
        shown = page(services, str(said["user"]), setup, said.get("notes", ()))
        services.slack.update_modal(str(said["view"]), shown, said.get("hash"))
    except Permanent as error:  # the page was closed, or shows something newer
        log.info("a page of settings was not drawn", code=error.code)


def post_test_line(services: Services, said: dict[str, Any], *, look: bool) -> None:
    """Post one line that is marked as a test, and have the page say what became of it."""
    person, channel = str(said["user"]), str(said["channel"])
    purpose = escaped(str(said["what"]), 300)
    post = told_post(f":test_tube: A test by {mention(person)}: {purpose} comes here. Nothing has to be done.")
    try:
        services.slack.post(channel, post, f"setup/{said['moment']}", look=look)
        found = "A test line stands in the channel."
    except Permanent as error:
        found = f"The test line could not be posted. {error}"
    services.setups.find(person, {trial_key(channel): [found]})
    setup = services.setups.of(person)
    if setup is not None:
        _show(services, said, setup)


def tell_settings(services: Services, said: dict[str, Any], *, look: bool) -> None:
    """Tell the digest's channel, or else the other admins, in a line who changed which settings."""
    number = int(said["version"])
    version = services.teams.version(number)
    if version is None:
        return
    team = version.team()
    changes = change_lines(team, team_of_version(services, number - 1))
    lead = f"{mention(version.by)} changed Baton’s settings (version {number}, for new briefs):"
    post = told_post("\n".join([lead, *changes]))
    others = [one for one in team.admins if not one.startswith("S") and "/" not in one and one != version.by]
    places = [team.digest.channel] if team.digest else [services.slack.direct_channel(one) for one in others]
    for place in places:
        try:
            services.slack.post(place, post, f"settings/{number}", look=look)
        except Permanent as error:
            log.warning("a change of settings was not told", place=place, reason=str(error))
