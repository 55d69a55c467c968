"""Is a brief that people edited reworded where that was asked, and nowhere else?"""

import json
from dataclasses import replace

import pytest
from starlette.responses import Response

from bot.model.drafter import ModelDrafter
from bot.model.passages import passages, reworded
from bot.model.prompt import drafting
from bot.model.responses import Responses
from tests.bot.model.test_research import FOUND, PAGE, cites
from tests.model_server import HOOK, Asked, ModelServer, answering, good, good_but, refusing
from tests.workflow.drafting.material import assignment, change, drafted
from workflow.draft import Draft, Section
from workflow.drafting.port import Assignment, HandEdit
from workflow.drafting.sources import claims

THEIRS = "Start with the pub floor; nobody expects a shoe there."
BY_BOTH = "m-1 with Baton’s embedded drafter"


@pytest.fixture
def api() -> str:
    return "chat"


@pytest.fixture
def first(drafter: ModelDrafter) -> Draft:
    return drafter.write(assignment()).draft


def by_hand(draft: Draft, **texts: str) -> Draft:
    return reworded(draft, {place.replace("__", "."): text for place, text in texts.items()})


def asked(
    first: Draft, edited: Draft, note: str = "Bolder.", section: Section | None = Section.DIRECTIONS
) -> Assignment:
    request = change(note, section, revision=2)
    task = replace(assignment("ridgeline", request), revision=3)
    return replace(task, previous=edited, edits=(HandEdit(first, edited),))


def words(draft: Draft, task: Assignment) -> dict[str, str]:
    return {passage.id: passage.text for passage in passages(draft, task)}


def test_a_redraft_rewords_around_what_people_wrote(server: ModelServer, drafter: ModelDrafter, first: Draft) -> None:
    edited = by_hand(first, directions__0__idea=THEIRS)
    task = asked(first, edited)
    server.be(good_but(directions__0__idea="Mine.", directions__1__idea="Put the shoe on the pub table."))
    draft = drafter.write(task).draft
    assert draft.directions[0].idea == THEIRS
    assert draft.directions[1].idea == "Put the shoe on the pub table."
    question = server.asked[-1]
    assert question.document["fixed"] == [THEIRS]
    assert {each["section"] for each in question.passages} == {Section.DIRECTIONS.label}
    assert "directions.0.idea" not in {each["id"] for each in question.passages}
    rest = {place: text for place, text in words(edited, task).items() if not place.startswith("directions")}
    assert {place: text for place, text in words(draft, task).items() if place in rest} == rest
    assert "What people wrote by hand was left to them: Creative directions to explore (1)." in draft.limits
    assert draft.answers[-1].answer.startswith("The section’s prose was reworded by the model")


def test_a_section_that_people_wrote_whole_is_not_asked_for(
    server: ModelServer, drafter: ModelDrafter, first: Draft
) -> None:
    places = [place for place in words(first, assignment()) if place.startswith("risks")]
    edited = reworded(first, {place: f"Ours, {place}." for place in places})
    task = asked(first, edited, section=Section.RISKS)
    before = len(server.asked)
    written = drafter.write(task)
    assert len(server.asked) == before
    assert written.usage is None
    assert [risk.response for risk in written.draft.risks] == [risk.response for risk in edited.risks]
    assert written.draft.answers[-1].answer.startswith("Not rewritten")
    assert written.draft.limits == edited.limits


def test_an_answer_for_what_was_not_asked_for_is_left_aside(
    server: ModelServer, drafter: ModelDrafter, first: Draft
) -> None:
    edited = by_hand(first, risks__1__response=THEIRS)
    task = asked(first, edited)

    def forward(question: Asked) -> Response:
        given = {"risks.1.response": "Mine.", "risks.0.response": "Mine.", "directions.0.watch_for": "Wet feet."}
        passages = [{"id": place, "text": text} for place, text in given.items()]
        return answering(json.dumps({"passages": passages}))(question)

    server.be(forward)
    draft = drafter.write(task).draft
    assert draft.risks == edited.risks
    assert draft.directions[0].watch_for == "Wet feet."


def test_when_the_model_fails_both_peoples_and_its_earlier_words_stand(
    server: ModelServer, drafter: ModelDrafter, first: Draft
) -> None:
    edited = by_hand(first, directions__0__idea=THEIRS)
    task = asked(first, edited)
    server.be(refusing(500))
    draft = drafter.write(task).draft
    assert words(draft, task) == words(edited, task)
    assert draft.limits[-1] == "The language model’s provider has trouble of its own."
    server.be(refusing(500))
    plain = replace(assignment("ridgeline", change("Bolder.", Section.DIRECTIONS)), previous=first)
    again = drafter.write(plain).draft
    assert words(again, plain) == words(first, plain)
    assert again.limits[-1] == "The language model’s provider has trouble of its own."
    assert again.written_by == BY_BOTH


def test_words_that_break_a_rule_leave_what_stood_before(
    server: ModelServer, drafter: ModelDrafter, first: Draft
) -> None:
    edited = by_hand(first, directions__0__idea=THEIRS)
    server.be(good_but(directions__1__idea="Reach 77,000 hikers."))
    draft = drafter.write(asked(first, edited)).draft
    assert draft.directions[1].idea == edited.directions[1].idea
    told = "Other words of the model broke a rule, so that what stood before stays: Creative directions to explore (1)."
    assert told in draft.limits


def test_a_hook_line_that_people_took_out_stays_out(drafter: ModelDrafter, first: Draft) -> None:
    lines = (first.directions[0].model_copy(update={"line": None}), *first.directions[1:])
    edited = first.model_copy(update={"directions": lines})
    draft = drafter.write(asked(first, edited)).draft
    assert draft.directions[0].line is None
    assert draft.directions[1].line == f"Put plainly: {HOOK.replace('D', 'd', 1)}"


def test_when_the_author_mends_the_request_only_what_follows_from_that_is_reworded(
    server: ModelServer, drafter: ModelDrafter, first: Draft
) -> None:
    people = "Families who walk on Sundays."
    task = replace(assignment("ridgeline", audience=people), revision=2, previous=first)
    drafter.write(replace(task, asked_before=assignment().campaign))
    assert server.asked[-1].document["request"]["audience"] == people
    reworded_again = {each["id"] for each in server.asked[-1].passages}
    assert reworded_again
    assert reworded_again < words(first, task).keys()


def test_what_should_change_is_asked_for_with_why_and_about_which_words() -> None:
    asked = replace(change("Warmer."), section=Section.AUDIENCE, why="They came back.", about="everyone")
    given = drafting(assignment("ridgeline", asked), drafted(), ()).data
    told = {"section": "Audience", "note": "Warmer.", "why": "They came back.", "about": "everyone"}
    assert json.loads(given[given.index("{") :])["asked_by_reviewers"] == [told]


def test_nobody_searches_the_web_again_for_a_redraft(server: ModelServer, drafter: ModelDrafter) -> None:
    searching = replace(drafter, endpoint=replace(drafter.endpoint, adapters=(Responses(),)), researches=True)
    server.be(cites(FOUND, (PAGE, f"([Walkers]({PAGE}))")), good)
    first = searching.write(assignment()).draft
    task = replace(assignment("ridgeline", change("Bolder.", Section.DIRECTIONS)), previous=first)
    draft = searching.write(task).draft
    assert len(server.asked) == 3
    assert draft.notes[-1].claim.text == first.notes[-1].claim.text
    (page,) = [source for source in draft.sources if source.locator == PAGE]
    assert draft.notes[-1].claim.sources == (page.id,)
    assert len({source.id for source in draft.sources}) == len(draft.sources)
    assert {cited for claim in claims(draft) for cited in claim.sources} <= {source.id for source in draft.sources}
