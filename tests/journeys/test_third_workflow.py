"""Can a team add a workflow of its own in under sixty lines, and does the chain carry it like any other?"""

import inspect
import json
from collections.abc import Iterator

import pytest

from tests.journeys import retrospective
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETER, MARKETING, Northfold, northfold
from tests.journeys.retrospective import RETROSPECTIVE
from tests.journeys.steps import approve, request_changes, waiting
from tests.journeys.wall import Wall
from workflow.brief import Status
from workflow.kinds.registry import WORKFLOWS

FEWER_THAN = 60


@pytest.fixture
def extended(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northfold]:
    """A workspace whose bot knows one workflow more; the team file says nothing of it."""
    monkeypatch.setitem(WORKFLOWS, RETROSPECTIVE.name, RETROSPECTIVE)
    folder = tmp_path_factory.mktemp("extended")
    with northfold(f"sqlite:///{folder / 'baton.db'}", clock=Wall()) as running:
        yield running


def test_a_third_workflow_takes_few_lines() -> None:
    lines = [line for line in inspect.getsource(retrospective).splitlines() if line.strip()]
    assert 20 < len(lines) < FEWER_THAN


def test_a_third_workflow_goes_through_the_teams_chain_with_changes_asked_once(extended: Northfold) -> None:
    town = extended
    assert town.author.command("/brief retro")["ok"]
    form = town.author.view("retro")
    assert town.author.submit({"name": "Ridgeline 2", "held": "3 May"}, form)["errors"].keys() == {"kept"}
    answers = {"name": "Ridgeline 2", "held": "3 May", "kept": "The trail days. Films by runners."}
    assert town.author.submit(answers, form)["ok"]
    brief_id = town.newest
    assert brief_id == "RET-1"
    first = waiting(town, DESIGN, brief_id)
    assert "2 things to keep, 0 to drop." in json.dumps(first["blocks"])
    assert request_changes(town, DESIGNER, first, "Whose films?", "kept")["ok"]
    for user, channel in ((DESIGNER, DESIGN), (MARKETER, MARKETING)):
        assert approve(town, user, waiting(town, channel, brief_id, revision=2))["ok"]
    done = town.until_brief("the end", lambda brief: brief.status is Status.COMPLETED, brief_id)
    assert (done.workflow, done.revision) == ("retro", 2)
    assert [stay.stage for stay in done.handovers] == ["designer", "designer", "marketer"]
    paper = town.services.drafts.load_paper(done.revisions[1].content_hash)
    assert [note.text for part in paper.parts for note in part.notes] == [
        "Dee Okafor, Design review, asked of revision 1: “Whose films?”."
    ]
