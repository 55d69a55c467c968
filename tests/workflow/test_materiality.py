"""Which changes of a brief undo the approvals that it has?"""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.workflow.drafting.material import assignment
from workflow.campaign_brief import material_changes
from workflow.draft import Basis, Claim, Draft
from workflow.drafting.compose import EmbeddedDrafter
from workflow.materiality import MATERIAL, MaterialField

DRAFT = EmbeddedDrafter().draft(assignment("ridgeline"))
SAID = Claim(text="Another promise.", basis=Basis.REQUEST)


def changed(**fields: object) -> Draft:
    return DRAFT.model_copy(update=fields)


CHANGES: dict[MaterialField, Draft] = {
    "budget": changed(total_budget=DRAFT.total_budget + Decimal(1)),
    "dates": changed(end=DRAFT.end + timedelta(days=1)),
    "goal": changed(objectives=()),
    "proposition": changed(proposition=DRAFT.proposition.model_copy(update={"statement": SAID})),
    "mandatories": changed(proposition=DRAFT.proposition.model_copy(update={"mandatories": (SAID,)})),
}


def test_every_material_field_is_tried() -> None:
    assert tuple(CHANGES) == MATERIAL


@pytest.mark.parametrize("field", MATERIAL)
def test_a_change_that_an_approver_relies_on_is_material(field: MaterialField) -> None:
    assert material_changes(DRAFT, CHANGES[field]) == (field,)


def test_other_words_are_not_material() -> None:
    assert material_changes(DRAFT, changed(summary=(SAID,), written_by="somebody")) == ()


def test_a_proposition_that_goes_away_is_material() -> None:
    gone = changed(proposition=DRAFT.proposition.model_copy(update={"statement": None}))
    assert material_changes(DRAFT, gone) == ("proposition",)
