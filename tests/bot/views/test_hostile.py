"""Does Slack take what was drawn by no other test, whatever words and however many of them come into it?"""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views import (
    absences,
    edited,
    guidance,
    kept_approval,
    kind_modal,
    library,
    pair,
    reason_modal,
    template,
    trial_modals,
    trial_report,
)
from bot.views import remarks as remarks_view
from bot.views.answers import refusal_post
from bot.views.buttons import EditValue
from bot.views.digest import digest_post
from bot.views.home import home_notice
from bot.views.post import Post
from bot.views.revise_modal import revise_modal
from tests.bot.views.away import absence
from tests.bot.views.briefs import campaigns, faces, filled, hostile, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.test_kinds import report
from tests.bot.views.test_modals import TEAM, TODAY
from tests.workflow.shadow import pairs as p
from tests.workflow.story import START
from tests.workflow.test_digest import ALL, summed
from workflow.campaign import Campaign
from workflow.difference import Difference
from workflow.draft import Section
from workflow.events import Remark
from workflow.kinds.campaign_report import REPORT
from workflow.shadow.figures import trial_figures

EDIT = EditValue(brief="BRF-1", based_on=1, content_hash="0" * 64, newest=1)


def rejected(*shown: Post | dict[str, Any]) -> list[str]:
    """Return everything that Slack would not take of what is shown."""
    return [complaint for one in shown for complaint in complaints(one)]


@given(campaigns(), filled(3000))
@settings(max_examples=15)
def test_what_those_are_told_who_had_approved_or_edited(campaign: Campaign, words: str) -> None:
    brief = renamed(faces()["kept"], campaign)
    kept, change = brief.kept[0], Difference(section=Section.AUDIENCE, label=words, before=words, after=f"y{words}")
    told = kept_approval.kept_post(brief, kept, [change] * 9)
    ended = renamed(faces()["cancelled"], campaign)
    posts = [
        told,
        kept_approval.overtaken_kept_post(brief, kept),
        kept_approval.asked_again_post(told.text, told.blocks, "U0DEE", 2),
        edited.taken_post(brief, 2, 3, [words] * 30),
        edited.unchanged_post(brief, 1),
        edited.older_post(brief, EDIT, 3),
        edited.found_post(brief, EDIT, 3),
    ]
    assert rejected(*posts) == []
    modals = [revise_modal(brief), *(reason_modal.reason_modal(each, ended) for each in ("cancel", "pause"))]
    assert rejected(*modals) == []


@given(filled(3000), filled(300))
@settings(max_examples=15)
def test_what_becomes_of_remarks(words: str, name: str) -> None:
    brief = faces()["waiting"]
    many = [Remark(section=Section.PROPOSITION, note=words, by=name, about=words, why=words)] * 50
    fates = [remarks_view.with_fate(refusal_post(words), many, fate) for fate in ("passed on", "kept", "left")]
    assert rejected(*fates, remarks_view.requested_post(brief, 1, many)) == []


@given(filled(60), filled(120), st.integers(0, 25))
@settings(max_examples=15)
def test_the_digest(title: str, name: str, more: int) -> None:
    week = summed(*ALL)
    stages = [replace(stage, title=title) for stage in week.stages]
    idle = [replace(stages[0], name=f"i{number}", decided=(), breaches=0) for number in range(more)]
    waits = tuple(replace(wait, name=name, title=title) for wait in week.waits)
    post = digest_post(replace(week, stages=(*stages, *idle), waits=waits), "F0CHART")
    assert rejected(post) == []


@given(st.lists(st.tuples(filled(300), filled(300)), max_size=80), filled(900))
@settings(max_examples=15)
def test_the_library_and_the_template(items: list[tuple[str, str]], words: str) -> None:
    shown = [library.Shown(f"LIB-{number}", "campaign", *item) for number, item in enumerate(items, start=1)]
    lines = [f"{name}: {file}" for name, file in items]
    posts = [library.library_post(shown, words), library.added_post(["x", *lines], [words] * 30)]
    posts += [template.used_post(words, "U0MAYA"), template.discarded_post(words)]
    assert rejected(*posts, template.in_force_post(words, "U0MAYA", START), template.own_design_post()) == []
    assert rejected(template.template_modal()) == []


@given(st.sampled_from([None, *Section]), filled(1000), filled(600))
@settings(max_examples=15)
def test_guidance_a_notice_at_home_and_a_report_to_be_mended(chosen: Section | None, words: str, name: str) -> None:
    url = "https://hooks.slack.test/commands/T0/1/2"
    mended = kind_modal.kind_revision_modal(REPORT, report(name=name[:120], worked=name, next_time=name))
    assert rejected(guidance.guidance_modal(chosen, url), home_notice(refusal_post(words)), mended) == []


@given(campaigns(), hostile(1000), filled(60))
@settings(max_examples=15)
def test_a_trial(campaign: Campaign, words: str, title: str) -> None:
    trial = p.with_pair(p.after(p.trial(), p.entry().model_copy(update={"campaign": campaign})))
    figures = trial_figures(trial, {})
    team = TEAM.model_copy(update={"name": title})
    posts = [pair.welcome_post(trial), trial_report.started_post(trial), trial_report.document_post(figures)]
    assert rejected(*posts, trial_report.waiting_post(), trial_report.word_post()) == []
    modals = [trial_modals.pair_modal(trial, team, TODAY), trial_modals.file_modal(trial, trial.pairs[0])]
    assert rejected(*modals, trial_modals.start_modal(TODAY, words)) == []
    assert rejected(trial_modals.live_modal(figures), trial_modals.end_modal(trial)) == []


@given(st.integers(0, 150), st.sampled_from(["U0NOOR", None]), st.sampled_from(["U0DEE", None]))
@settings(max_examples=15)
def test_absences_of_very_many(count: int, stand_in: str | None, confirmed_by: str | None) -> None:
    one = absence(stand_in=stand_in, confirmed_by=confirmed_by)
    posts = [
        absences.absences_post([absence(number=number + 1) for number in range(count)], "U0MAYA", is_admin=True),
        absences.kept_post(one, one),
        absences.ended_post(one, "U0MAYA"),
        absences.confirmed_post(one),
        absences.proposal_post(one),
        absences.told_away_post(one, "U0HEAD"),
        absences.stand_in_post(one),
        absences.released_post(one),
    ]
    assert rejected(*posts) == []
