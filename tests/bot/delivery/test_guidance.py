"""Is a section that people keep rewriting proposed to the team, with the figures and in nobody's name?"""

import json
from datetime import timedelta

from storage.jobs import Job
from tests.bot.office import HOME, Office
from tests.bot.rewritten import complete
from workflow.draft import Section


def shown(office: Office, said: str = "") -> str:
    workspace = office.sandbox.workspace
    url = office.sandbox.url + workspace.tickets.respond("C0MARKETING", "U0MAYA")
    office.perform(Job("x", "show_guidance", {"response_url": url, "said": said}))
    return json.dumps(office.sandbox.person("U0MAYA").ephemerals("C0MARKETING")[-1]["blocks"], ensure_ascii=False)


def work(office: Office, briefs: int) -> None:
    office.apply_team()
    found = office.services.teams.current()
    assert found is not None
    for number in range(briefs):
        complete(office.services.ledger, office.services.drafts, found, number, office.now)
    office.due()


def test_few_briefs_propose_nothing(office: Office) -> None:
    work(office, 4)
    assert "No section is rewritten often: 4 completed briefs looked at" in shown(office)


def test_a_section_that_was_rewritten_in_every_brief_is_proposed_until_guidance_stands(office: Office) -> None:
    work(office, 5)
    told = shown(office)
    assert "*Timeline*" in told
    assert "rewritten in 5 of 5 briefs" in told
    assert "Summary" not in told
    services = office.services
    services.guidance.accept(Section.TIMELINE, "Name who delivers, not what.", "V1", office.now, "U0MAYA")
    after = shown(office, "It stands.")
    assert "It stands." in after
    assert "> Name who delivers, not what." in after
    assert "accepted by <@U0MAYA> on 23 November 2026" in after
    assert "rewritten in" not in after


def test_the_weekly_digest_says_it_and_how_much_was_saved(office: Office) -> None:
    work(office, 5)
    office.now += timedelta(days=7)
    office.perform(Job("d", "digest", {"workspace": HOME, "week": "2026-W48"}))
    (message,) = office.sandbox.channel("C0DIGEST").messages
    told = json.dumps(message["blocks"], ensure_ascii=False)
    assert "*Rewritten* “Timeline”: " in told
    assert "*Minutes saved* about 11 h 15 min over 5 briefs, as authors tell it; before Baton 3 h each" in told
