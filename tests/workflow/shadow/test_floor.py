"""Does each check of the quality floor find what it asks for, in whatever way people write it?"""

from decimal import Decimal

import pytest

from tests.workflow.shadow.pairs import sheet
from tests.workflow.story import CAMPAIGN
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Section
from workflow.shadow.floor import FLOOR, passed
from workflow.shadow.sheet import Part, Passage, Sheet

CHECKS = {check.name: check for check in FLOOR}
FULL = CAMPAIGN.model_copy(
    update={"baseline": Decimal(7100), "mandatories": "Logo on every asset; subtitles on all video."}
)


HARD = "Multidimensional organisational interrelationships "


def lines(*texts: str) -> Sheet:
    return Sheet(parts=(Part(section=Section.CHANNELS, passages=tuple(Passage(text=text) for text in texts)),))


def table(*rows: tuple[str, ...], section: Section = Section.CHANNELS) -> Sheet:
    return Sheet(parts=(Part(section=section, passages=(Passage(rows=rows),)),))


@pytest.mark.parametrize(
    ("check", "found", "missed"),
    [
        ("target", sheet(objectives="We want 9,200 buyers"), sheet(objectives="We want many of them, 920 or so")),
        ("target", sheet(summary="about 9.2k buyers"), sheet()),
        ("baseline", sheet(objectives="from 7100 today"), sheet(objectives="from 71 today")),
        ("budget", sheet(channels="£46k in all"), sheet(channels="£460k in all")),
        ("budget", sheet(channels="46.000 GBP"), sheet(channels="a budget to be set")),
        ("dates", sheet(timeline="1 March 2027 to 30 April"), sheet(timeline="1 March 2027 to May")),
        ("dates", sheet(timeline="2027-03-01 / 2027-04-30"), sheet(timeline="March and April 2027")),
        ("channels", sheet(channels="A newsletter and Google ads"), sheet(channels="E-mail and posters")),
        ("channels", sheet(summary="Emails, then paid search"), sheet(summary="emailing researchers")),
        ("split", table(("Email", "£16,000"), ("Search", "£30k")), table(("Email", "£16,000"), ("Search", "£3k"))),
        (
            "split",
            table(("Email", "16,000"), ("Search", "30,000"), ("Total", "£46,000")),
            table(("Email", "all"), ("Total", "£46,000")),
        ),
        (
            "split",
            lines("£16k Email", "30k Search"),
            sheet(channels="£46,000"),
        ),
        ("proposition", sheet(proposition="Your first kilometre, forgiven."), sheet(proposition="Run")),
        ("proposition", sheet(proposition="Short and sweet. " + "Word " * 40), sheet(proposition="word " * 40)),
        (
            "mandatories",
            sheet(proposition="Every asset has a logo on it. All video with subtitles on."),
            sheet(proposition="Every asset has a logo on it."),
        ),
        ("measured", sheet(measurement="9,200 buyers"), sheet(measurement="Buyers")),
        ("risks", sheet(risks="Rain."), sheet(summary="Rain.")),
        ("plain", sheet(summary="Sell shoes."), sheet(summary="Leverage synergies.")),
        ("finished", sheet(summary="Sell shoes."), sheet(summary="TBC")),
        ("readable", sheet(summary="We sell the shoe. " * 30), sheet(summary="Notwithstanding organisation " * 30)),
        ("readable", sheet(summary=HARD), sheet(summary=HARD * 40)),
    ],
)  # fmt: skip
def test_a_check_finds_what_it_asks_for_and_misses_what_is_not_there(check: str, found: Sheet, missed: Sheet) -> None:
    assert CHECKS[check].passes(found, FULL)
    assert not CHECKS[check].passes(missed, FULL)


def test_what_the_inputs_do_not_hold_cannot_be_missed() -> None:
    assert CHECKS["mandatories"].passes(sheet(), CAMPAIGN)
    assert CHECKS["baseline"].passes(sheet(objectives="Nobody knows the baseline yet."), CAMPAIGN)
    assert not CHECKS["baseline"].passes(sheet(objectives="Many."), CAMPAIGN)
    one = Campaign.model_validate(CAMPAIGN.model_dump() | {"channels": (Channel.EMAIL,)})
    assert CHECKS["split"].passes(sheet(channels="£46,000"), one)


def test_a_table_of_uneven_rows_is_read_like_any_other() -> None:
    assert CHECKS["split"].passes(table(("Plan",), ("Email", "£16,000"), ("Search", "£30,000", "all of it")), FULL)


def test_the_names_of_what_a_brief_passes() -> None:
    assert passed(sheet(), CAMPAIGN) == {"mandatories", "plain", "finished", "readable"}
    assert len({check.asked for check in FLOOR}) == len(FLOOR)
