"""Does a drafter hear what people edited and mended, so that a later revision keeps the one and follows the other?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.delivery.drafting import assignment
from bot.model.caps import Caps
from bot.model.chat import Chat
from bot.model.drafter import ModelDrafter
from bot.model.endpoint import Endpoint
from storage.usages import Usages
from tests.bot.delivery.sending import DESIGNER, by_hand, drop, opened, original, root
from tests.bot.office import AUTHOR, HOME, Office
from tests.model_server import ModelServer, serving
from tests.workflow.drafting import material
from workflow import commands as c
from workflow.draft import Draft, Section
from workflow.drafting.sources import claims
from workflow.people import Person

PLENTY = Caps(seconds=60, per_brief=10**7, per_person=10**7, per_day=10**7)


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


def draft(office: Office, number: int) -> Draft:
    return office.services.drafts.load(office.brief().written(number).content_hash)


def ask_for_changes(office: Office, section: Section = Section.DIRECTIONS) -> None:
    brief = office.brief()
    designer = Person(id=DESIGNER, workspace=HOME)
    asked = c.RequestChanges(
        by=designer, stage="designer", revision=brief.revision, section=section, note="Bolder.", why="It is tame."
    )
    office.services.ledger.submit(brief.id, asked, office.now)
    office.work()


def test_after_an_edit_by_hand_the_model_still_redrafts_what_is_asked_for(office: Office, model: ModelServer) -> None:
    endpoint = Endpoint("sk-test", "m-1", (Chat(),), model.url)
    drafter = ModelDrafter(endpoint, PLENTY, Usages(office.services.database), office.services.now)
    office.services = replace(office.services, drafter=drafter)
    opened(office)
    drop(office, by_hand(original(office)), root(office))
    ask_for_changes(office)
    before, after = draft(office, 2), draft(office, 3)
    (theirs,) = {claim.text for claim in claims(before)} - {claim.text for claim in claims(draft(office, 1))}
    assert "By hand." in theirs
    assert theirs in {claim.text for claim in claims(after)}
    assert f"{len(after.questions)} open questions wait" in after.summary[-1].text
    assert after.channels == before.channels
    assert after.directions != before.directions
    question = model.asked[-1]
    assert {each["section"] for each in question.passages} == {Section.DIRECTIONS.label}
    assert question.document["fixed"] == [theirs]
    usage = office.brief().written(3).usage
    assert usage is not None
    assert usage.output_tokens == 120


def test_a_drafter_hears_what_the_author_had_answered_before_they_mended_it(office: Office) -> None:
    opened(office)
    assert assignment(office.services, office.brief()).asked_before is None
    brief = office.brief()
    held = c.Edit(by=AUTHOR, based_on=1, content_hash=brief.content_hash or "", changed=(), blocking=("Too early.",))
    office.services.ledger.submit(brief.id, held, office.now)
    mended = material.campaign(audience="Families who walk on Sundays.")
    revised = c.ReviseInputs(by=AUTHOR, inputs=mended)
    after = office.services.ledger.submit(brief.id, revised, office.now)
    asked = assignment(office.services, after)
    assert (asked.campaign, asked.asked_before) == (mended, material.campaign())
    assert len(asked.edits) == 1
    office.work()
    assert draft(office, 3).audiences[0].description.text == "Families who walk on Sundays."
    assert assignment(office.services, office.brief()).asked_before is None
