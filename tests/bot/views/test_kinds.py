"""Do the form and the messages of another workflow hold what Slack takes, whatever was typed?"""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from bot.views.author import author_post
from bot.views.buttons import DecisionValue
from bot.views.changes_modal import changes_modal, read_changes
from bot.views.kind_modal import kind_modal, kind_revision_modal, read_kind
from bot.views.stage_message import decision_buttons, paper_facts, stage_post
from tests.bot.views.briefs import hostile
from tests.bot.views.limits import complaints
from tests.workflow import story as s
from tests.workflow.kinds.reports import ANSWERS, nobody, told, written
from workflow.brief import Brief
from workflow.inputs import Inputs
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.writing import Asked


def submitted(view: dict[str, Any], changed: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the view as Slack sends it once somebody submits what is filled in, or `changed`."""
    values: dict[str, Any] = {}
    for block in (one for one in view["blocks"] if one["type"] == "input"):
        held, field = block["element"], block["block_id"]
        picked = held.get("initial_options")
        typed = held.get("initial_value", held.get("initial_date", held.get("initial_option")))
        element = {"selected_options": picked} if picked else {"value": (changed or {}).get(field, typed)}
        values[field] = {field: element}
    return {**view, "state": {"values": values}}


def report(**changes: Any) -> Brief:
    """Return a report that waits for the first of its stages."""
    brief = s.in_review().brief
    inputs = Inputs.model_validate(told(**changes).answers())
    return replace(brief, id="RPT-7", workflow="report", inputs=inputs, material=REPORT.material)


def test_a_form_that_was_filled_in_comes_back_as_it_was() -> None:
    view = kind_revision_modal(REPORT, report())
    assert complaints(view) == []
    assert REPORT.parse(read_kind(REPORT, submitted(view)["state"]["values"]), nobody) == told()


@given(text=hostile(600))
def test_no_words_of_an_author_break_a_form_or_a_message(text: str) -> None:
    changes = dict.fromkeys(("name", "worked", "goal", "metric", "next_time"), text or "x")
    answers = ANSWERS | {field: held[: 120 if field in {"name", "metric"} else 600] for field, held in changes.items()}
    view = kind_modal(REPORT, s.CHAIN, "C0MARKETING", answers)
    assert complaints(view) == []


@given(note=hostile(900))
def test_no_request_breaks_the_message_of_a_report(note: str) -> None:
    asked = Asked(1, "Figures check", "Dee", "cost", note or "?")
    brief = report()
    stay = brief.handovers[0]
    facts = paper_facts(written(asked))
    assert complaints(stage_post(brief, stay, (), None, facts=facts)) == []


def test_a_report_says_what_it_is_and_offers_its_own_sections() -> None:
    brief = report()
    post = stage_post(brief, brief.handovers[0], (), None, facts=paper_facts(written()))
    shown = json.dumps(post.blocks, ensure_ascii=False)
    assert "Please review: Ridgeline 2 (campaign report)" in shown
    assert "88% reached" in shown
    assert "Checks:" not in shown
    assert "Cancel campaign report" in json.dumps(author_post(brief, None).blocks)
    approve = decision_buttons(brief, brief.handovers[0])[0]
    assert "RPT-7" in approve["value"]
    form = json.dumps(changes_modal(s_value(brief), brief, "C0DESIGN", "1.2"), ensure_ascii=False)
    assert "What it cost" in form
    assert "Gather comments" not in form


def s_value(brief: Brief) -> DecisionValue:
    return DecisionValue(brief=brief.id, stage=brief.handovers[0].stage, revision=1)


def test_the_section_that_was_chosen_is_read_and_a_forged_one_is_none() -> None:
    brief = report()
    view = changes_modal(s_value(brief), brief, "C0DESIGN", "1.2")
    assert read_changes(submitted(view, {"section": "cost", "note": "More."})).section == "cost"
    for forged in ("approvals", "No Word", "x" * 50):
        assert read_changes(submitted(view, {"section": forged, "note": "More."})).section is None
