"""Does the agent answer a request without undoing what people wrote by hand?"""

from dataclasses import replace

from tests.workflow.drafting.material import assignment, drafted
from workflow.draft import Basis, Claim, Draft, Risk, Section, Source
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment, ChangeRequest, HandEdit
from workflow.drafting.sources import claims

NOTE = "Speak to families too."
BY_HAND = Claim(text="A sentence that somebody wrote.", basis=Basis.JUDGEMENT)


def asked(note: str = NOTE, section: Section | None = Section.AUDIENCE) -> Assignment:
    request = ChangeRequest(2, "Marketing sign-off", "Maya Lind", section, note)
    return replace(assignment("ridgeline", request), revision=3)


def written_over(**fields: object) -> Draft:
    return drafted("ridgeline").model_copy(update={"summary": (BY_HAND,), **fields})


def amend(task: Assignment, by_hand: Draft, previous: Draft | None = None) -> Draft:
    edits = (HandEdit(drafted("ridgeline"), by_hand),)
    return EmbeddedDrafter().write(replace(task, previous=previous or by_hand, edits=edits)).draft


def test_what_people_wrote_stands_and_the_request_is_carried_in() -> None:
    amended = amend(asked(), written_over())
    assert amended.summary == (BY_HAND,)
    assert NOTE.rstrip(".") in "".join(note.claim.text for note in amended.notes)
    assert [answer.note for answer in amended.answers] == [NOTE]
    assert len(amended.questions) == len(drafted("ridgeline").questions) + 1


def test_every_citation_still_resolves_to_what_it_meant() -> None:
    before = written_over()
    extra = Source(id=f"S{len(before.sources) + 1}", title="A study that somebody added", locator="by hand")
    held = before.model_copy(update={"sources": (*before.sources, extra)})
    amended = amend(asked(), held)
    assert amended.sources[: len(held.sources)] == held.sources
    ids = {source.id for source in amended.sources}
    assert len(ids) == len(amended.sources)
    assert {cited for claim in claims(amended) for cited in claim.sources} <= ids
    (note,) = [one for one in amended.notes if NOTE.rstrip(".") in one.claim.text]
    (cited,) = [source for source in amended.sources if source.id in note.claim.sources]
    assert "Maya Lind" in cited.title


def test_a_request_that_the_agent_can_do_itself_is_done_where_nobody_wrote() -> None:
    amended = amend(asked("Add: show the price", Section.PROPOSITION), written_over())
    assert any("show the price" in claim.text.casefold() for claim in amended.proposition.mandatories)


def test_what_is_asked_for_stands_beside_what_people_wrote() -> None:
    proposition = drafted("ridgeline").proposition.model_copy(update={"mandatories": (BY_HAND,)})
    amended = amend(asked("Add: show the price", Section.PROPOSITION), written_over(proposition=proposition))
    assert [each.text for each in amended.proposition.mandatories] == [BY_HAND.text, "show the price."]


def test_amending_again_adds_only_what_is_new() -> None:
    first = amend(asked(), written_over())
    second = ChangeRequest(3, "Design review", "Dee Okafor", Section.TIMELINE, "Start a week later.")
    task = asked()
    amended = amend(replace(task, changes=(*task.changes, second), revision=4), written_over(), first)
    assert [answer.note for answer in amended.answers] == [NOTE, "Start a week later."]
    assert amended.summary == (BY_HAND,)


def test_a_direction_that_is_dropped_goes_unless_people_wrote_it() -> None:
    plain = drafted("ridgeline")
    first, *rest = plain.directions
    ours = first.model_copy(update={"watch_for": "Our own warning."})
    edited = plain.model_copy(update={"directions": (ours, *rest)})
    amended = amend(asked("Drop direction 2.", Section.DIRECTIONS), edited)
    names = [direction.name for direction in amended.directions]
    assert rest[0].name not in names
    assert amended.directions[0] == ours
    assert amend(asked("Drop direction 1.", Section.DIRECTIONS), edited).directions[0] == ours


def test_answers_that_were_mended_reach_what_nobody_edited() -> None:
    before = drafted("ridgeline")
    edited = written_over(risks=(*before.risks, Risk(risk=BY_HAND, response="Ask us.")))
    mended = assignment("ridgeline", budget=90000, audience="Families who walk on Sundays.")
    task = replace(mended, revision=3, asked_before=assignment("ridgeline").campaign)
    amended, plain = amend(task, edited), EmbeddedDrafter().draft(mended)
    assert (amended.total_budget, amended.channels) == (plain.total_budget, plain.channels)
    assert [one.name for one in amended.audiences] == [one.name for one in plain.audiences]
    assert amended.summary == (BY_HAND,)
    assert BY_HAND in [risk.risk for risk in amended.risks]
