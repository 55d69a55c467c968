"""Does the agent answer a request without undoing what people wrote by hand?"""

from dataclasses import replace

from tests.workflow.drafting.material import assignment, drafted
from workflow.draft import Basis, Claim, Draft, Section, Source
from workflow.drafting.amend import amend
from workflow.drafting.port import Assignment, ChangeRequest
from workflow.drafting.sources import claims

NOTE = "Speak to families too."
BY_HAND = Claim(text="A sentence that somebody wrote.", basis=Basis.JUDGEMENT)


def asked(note: str = NOTE, section: Section | None = Section.AUDIENCE) -> Assignment:
    return assignment("ridgeline", ChangeRequest(1, "Marketing sign-off", "Maya Lind", section, note))


def written_over(**fields: object) -> Draft:
    return drafted("ridgeline").model_copy(update={"summary": (BY_HAND,), **fields})


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


def test_a_part_that_people_edited_is_left_to_them() -> None:
    proposition = drafted("ridgeline").proposition.model_copy(update={"mandatories": (BY_HAND,)})
    amended = amend(asked("Add: show the price", Section.PROPOSITION), written_over(proposition=proposition))
    assert amended.proposition == proposition


def test_amending_again_adds_only_what_is_new() -> None:
    first = amend(asked(), written_over())
    second = ChangeRequest(2, "Design review", "Dee Okafor", Section.TIMELINE, "Start a week later.")
    again = replace(asked(), changes=(*asked().changes, second), revision=3)
    amended = amend(again, first)
    assert [answer.note for answer in amended.answers] == [NOTE, "Start a week later."]
    assert amended.summary == (BY_HAND,)
