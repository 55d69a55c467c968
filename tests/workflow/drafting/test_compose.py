import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.drafting.material import CHAIN, FILES, TODAY, assigned, assignment, campaign, change, drafted
from workflow.campaign import Campaign, parse_campaign
from workflow.channels import Channel
from workflow.checks.prose import texts
from workflow.checks.run import findings
from workflow.draft import Basis, Draft, Section, content_hash
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment, DraftError
from workflow.drafting.sources import claims
from workflow.values import clean

OURS = re.compile(r"\b(leverag\w*|synerg\w*|cutting-edge|TBD|lorem)\b|\{|\}|\bNone\b|  |\.\.|!", re.IGNORECASE)
WORDS = st.text(min_size=1, max_size=80).filter(clean)


def draft(wanted: Assignment) -> Draft:
    return EmbeddedDrafter().draft(wanted)


@pytest.mark.parametrize("file", FILES)
def test_every_section_is_written_and_every_citation_resolves(file: str) -> None:
    written = drafted(file)
    listed = [source.id for source in written.sources]
    cited = {source for claim in claims(written) for source in claim.sources}
    assert cited == set(listed)
    assert all(claim.text for claim in claims(written))
    assert written.summary
    assert written.no_learnings
    assert 3 <= len(written.directions) <= 5
    assert all(direction.line is None for direction in written.directions)
    assert {plan.channel for plan in written.channels} == set(campaign(file).channels)


@pytest.mark.parametrize("file", ["ridgeline", "late_mailing", "three_audiences"])
def test_our_own_words_are_plain_and_without_placeholders(file: str) -> None:
    found = [match[0] for text in texts(drafted(file)) for match in OURS.finditer(text)]
    assert found == []


def test_good_inputs_make_a_draft_without_a_blocking_finding() -> None:
    wanted = assignment()
    found = findings(wanted.campaign, draft(wanted), wanted.calendar, TODAY)
    assert [finding.sentence for finding in found if finding.severity == "block"] == []


def test_the_summary_says_goal_success_money_and_what_needs_attention() -> None:
    goal, success, outline, attention = (claim.text for claim in drafted().summary)
    assert goal.startswith("The goal, in the author’s words: “Turn weekend walkers")
    assert success == ("Success is 9,200 first purchases by 16 May 2027, from a baseline of 6,100 (up 3,100, or 51%).")
    assert "on 5 channels with £180,000. The largest shares are £45,300 (25%) for Meta" in outline
    assert attention == "The dates hold if the brief is approved in time; 5 open questions wait for an answer."


@pytest.mark.parametrize("metric", ["Brand awareness, %", "5,000 new accounts", "€ revenue"])
def test_a_metric_that_counts_no_things_is_named(metric: str) -> None:
    assert f"Success is “{metric}” at 9,200 by" in drafted(metric=metric).summary[1].text


def test_feelings_are_the_audiences_and_not_the_tone() -> None:
    plain, felt = drafted(), drafted(notes="Tone: dry\nFeel: prepared, not sporty")
    assert plain.audiences[0].feel is None
    assert felt.audiences[0].feel is not None
    assert felt.audiences[0].feel.text == "prepared, not sporty."


def test_a_baseline_of_nothing_is_told_without_a_percentage() -> None:
    assert drafted(baseline="0").summary[1].text.endswith("from a baseline of 0.")


def test_lateness_and_haste_come_first_in_the_summary() -> None:
    assert "it is too late for Direct mail as dated" in drafted("late_mailing").summary[3].text
    assert "preparation is 20 working days short" in drafted("minimal").summary[3].text


def test_one_open_question_is_told_in_the_singular() -> None:
    notes = "Tone: dry\nProof: a test\nExclusions: none\nCompetitors: none\nKey dates: none\nCTA: Buy at www.a.example"
    asked = [question.text for question in drafted(notes=notes).questions]
    assert asked[1:] == [
        "How large is the audience?",
        "What does the budget pay for besides media? Who may release the contingency of £9,000?",
    ]


def test_what_the_notes_answer_is_used_and_not_asked_again() -> None:
    written = drafted()
    assert [claim.text for claim in written.proposition.tone] == ["dry, plain-spoken."]
    assert written.proposition.call_to_action is not None
    assert not any("How should the brand sound" in question.text for question in written.questions)
    assert [note.claim.text for note in written.notes] == ["The author adds: “Irish stock lands on 15 March 2027”."]


def test_a_call_to_action_without_an_address_asks_for_one() -> None:
    asked = [question.text for question in drafted(notes="CTA: Find your size").questions]
    assert "To which web address does the call to action lead?" in asked


def test_silence_of_the_form_is_asked_and_never_filled() -> None:
    written = drafted("minimal")
    asked = " ".join(question.text for question in written.questions)
    assert written.proposition.statement is None
    assert written.objectives[0].baseline == "Insufficient data: measure before 30 November 2026"
    for topic in ("proposition", "countries", "mandatory", "orders", "competitors", "web address"):
        assert topic in asked


def test_a_long_goal_keeps_its_first_sentence_as_the_objective_and_loses_nothing() -> None:
    written = drafted("three_audiences")
    assert written.objectives[0].statement.endswith("to plan the spring.")
    assert any(note.section is Section.OBJECTIVES for note in written.notes)


def test_several_audiences_and_what_is_true_of_all() -> None:
    written = drafted("three_audiences")
    assert [audience.name for audience in written.audiences] == [
        "Eco-minded families",
        "Early adopters",
        "Owners of other makes",
    ]
    assert any("within an hour of a dealer" in note.claim.text for note in written.notes)


def test_money_and_dates_that_were_noted_reach_their_sections() -> None:
    written = drafted("late_mailing")
    noted = {note.section: note.claim.text for note in written.notes}
    assert noted[Section.TIMELINE] == "Dates to respect: “nothing on 25 December 2026”."
    assert noted[Section.AUDIENCE] == "Not to be reached: “members who opted out”."
    assert [fact.text for fact in written.audiences[0].facts][-1] == "members who saw a photograph gave again."


def test_approvals_name_people_by_name_and_say_how_many_must_agree() -> None:
    both = (CHAIN[0].model_copy(update={"required": 2}), CHAIN[1].model_copy(update={"approvers": ()}), CHAIN[2])
    written = draft(assigned(campaign(), chain=both))
    assert [each.approvers for each in written.approvals] == [
        "Dee Okafor and Designers (2 must approve)",
        "Nobody is named",
        "U0AXEL",
    ]
    assert drafted().approvals[0].approvers == "Dee Okafor or Designers"
    assert [each.sla for each in written.approvals] == ["8 working hours", "8 working hours", "2 working days"]
    assert any("Who decides at Marketing sign-off?" in question.text for question in written.questions)


def test_channels_without_links_get_codes_and_the_landing_page_neither() -> None:
    def tracked(*channels: str) -> str:
        return " ".join(claim.text for claim in drafted(channels=list(channels)).tracking)

    assert "utm_campaign=spring-trail-launch-ridgeline-2" in tracked("email", "tv")
    assert "No link can be tagged in TV" in tracked("email", "tv")
    assert "utm" not in tracked("tv")
    assert "No link can be tagged" not in tracked("landing_page")
    assert drafted(name="Ёлка").tracking[0].text.startswith("Tag every link with utm_campaign=campaign ")


def test_spoken_channels_ask_for_transcripts_and_films_for_captions() -> None:
    assert "a transcript of every spot" in drafted(channels=["audio"]).proposition.mandatories[-1].text
    assert "captions on every film" in drafted(channels=["tv"]).proposition.mandatories[-1].text


def test_a_campaign_of_pages_alone_still_gets_first_executions() -> None:
    assert drafted(channels=["landing_page"]).directions[0].first_execution.startswith("Landing page: ")


def test_risks_follow_from_the_figures() -> None:
    def told(file: str = "ridgeline", **changed: object) -> str:
        return " ".join(item.risk.text for item in drafted(file, **changed).risks)

    assert "The team is off during the flight: 26 March 2027 and 29 March 2027." in told()
    assert "2.1 times the baseline" in told("late_mailing")
    assert "Assets for TV and connected TV are due on 30 November 2026" in told("late_mailing")
    assert "The launch falls on Saturday 5 December 2026" in told("late_mailing")
    assert "not an improvement" in told(baseline="9200")
    assert "not an improvement" in told(metric="Cost per lead")
    assert "not an improvement" not in told(metric="Cost per lead", baseline="9300")
    assert "none is left" in told("hostile")
    assert "“free”, “guaranteed” and “best”" in told("hostile")
    assert "shorter than the 14 in which Meta" in told(end="2027-03-05")
    assert "73% of the budget goes to TV" in told(channels=["tv", "email", "sms", "push"], budget="900000")


def test_more_than_four_days_off_are_summed_up() -> None:
    wanted = assignment(start="2026-12-01")
    assert len(wanted.calendar.holidays) == 5  # type: ignore[arg-type]  # a set here
    text = " ".join(item.risk.text for item in draft(wanted).risks)
    assert "25 December 2026, 28 December 2026, 1 January 2027, 26 March 2027 and 1 more." in text


def test_one_day_left_is_told_in_the_singular() -> None:
    near = assignment("minimal", start="2026-11-25")
    assert "1 is left" in " ".join(item.risk.text for item in draft(near).risks)


def test_a_flight_beyond_every_calendar_is_refused_in_a_sentence() -> None:
    planned = assignment()
    flight = {"start": date(9998, 1, 1), "end": date(9998, 6, 1)}
    far = replace(planned, campaign=planned.campaign.model_copy(update=flight))
    with pytest.raises(DraftError, match="too far ahead"):
        draft(far)


def test_only_cited_sources_are_listed() -> None:
    dropped = drafted("ridgeline", change("Drop direction 1", Section.DIRECTIONS))
    assert not [source for source in dropped.sources if source.locator.startswith("request/changes")]


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    start = TODAY + timedelta(days=draw(st.integers(0, 500)))
    answers: dict[str, object] = {
        "name": draw(WORDS),
        "goal": draw(WORDS),
        "metric": draw(WORDS),
        "target": draw(st.decimals("0.001", "1000000000", places=3)),
        "baseline": draw(st.none() | st.decimals("0", "1000000", places=2)),
        "audience": draw(WORDS),
        "proposition": draw(st.none() | WORDS),
        "channels": draw(st.lists(st.sampled_from(list(Channel)), min_size=1, unique=True)),
        "budget": draw(st.integers(1, 1_000_000_000)),
        "currency": draw(st.sampled_from(["GBP", "JPY", "SEK"])),
        "start": start,
        "end": start + timedelta(days=draw(st.integers(1, 700))),
        "market": draw(st.none() | WORDS),
        "mandatories": draw(st.none() | WORDS),
        "notes": draw(st.none() | st.lists(WORDS | st.just("Tone: dry")).map("\n".join)),
    }
    return parse_campaign(answers, TODAY)


def spent(written: Draft) -> Decimal:
    held = sum((line.budget for line in written.other_budget), Decimal(0))
    return held + sum((plan.budget for plan in written.channels), Decimal(0))


@given(wanted=campaigns())
def test_any_campaign_becomes_a_complete_draft_the_same_each_time(wanted: Campaign) -> None:
    written = draft(assigned(wanted))
    assert content_hash(written) == content_hash(draft(assigned(wanted)))
    assert spent(written) == wanted.budget
    assert all(a.start <= b.start for a, b in pairwise(written.phases))
    listed = {source.id for source in written.sources}
    assert all(set(claim.sources) <= listed for claim in claims(written))
    assert all(claim.sources for claim in claims(written) if claim.basis is not Basis.JUDGEMENT)
    structural = {
        "money-agrees",
        "budget-sums",
        "citations-resolve",
        "claims-sourced",
        "sections-filled",
        "claims-cleared",
    }
    found = findings(wanted, written, assigned(wanted).calendar, TODAY)
    assert [finding for finding in found if finding.check in structural] == []


def everything_typed(wanted: Campaign) -> Iterator[str]:
    yield from re.findall(r"\w+", f"{wanted.goal} {wanted.audience} {wanted.mandatories or ''} {wanted.notes or ''}")


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_the_author_is_lost(file: str) -> None:
    said = set(re.findall(r"\w+", " ".join([*(claim.text for claim in claims(drafted(file))), _stated(file)])))
    labels = {"Tone", "Proof", "Call", "to", "action", "CTA", "Competitors", "Exclusions", "Key", "dates", "Need"}
    marks = {"1", "2", "3", "Barrier", "Insight"}
    assert set(everything_typed(campaign(file))) - said <= labels | marks


def _stated(file: str) -> str:
    return drafted(file).objectives[0].statement


def test_a_revision_written_after_the_start_says_that_it_is_late() -> None:
    late = replace(assignment(), today=date(2027, 3, 10))
    assert "it is too late for" in draft(late).summary[3].text
