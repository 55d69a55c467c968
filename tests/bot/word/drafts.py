"""Which drafts do the tests of the document render: the shortest and a long one, written by hand?"""

from datetime import date
from decimal import Decimal

from bot.word.stamp import Stamp
from workflow.channels import Channel
from workflow.draft import (
    Approval,
    Audience,
    Basis,
    BudgetLine,
    ChangeAnswer,
    ChannelPlan,
    Claim,
    Direction,
    Draft,
    Kpi,
    Learning,
    Objective,
    Phase,
    Proposition,
    Question,
    Risk,
    Section,
    SectionNote,
    Source,
    content_hash,
)


def said(text: str, *sources: str, basis: Basis = Basis.REQUEST) -> Claim:
    return Claim(text=text, basis=basis, sources=sources)


def stamp_of(draft: Draft, *, brief_id: str | None = "BRF-1", revision: int = 1) -> Stamp:
    return Stamp(
        brief_id=brief_id,
        revision=revision,
        content_hash=content_hash(draft),
        team="Northfold marketing",
        author="Priya Raman",
        status="Draft for design review",
        name=draft.title,
    )


def channel(kind: Channel, budget: str, role: str, kpi: str, **more: tuple[Claim, ...]) -> ChannelPlan:
    return ChannelPlan(
        channel=kind,
        role=role,
        kpi=kpi,
        budget=Decimal(budget),
        reason=said(f"{kind.label} earns its part because its audience is already there.", "S2", basis=Basis.PLAYBOOK),
        lead_time=said("Ten working days from approved copy to live.", "S3", basis=Basis.PLAYBOOK),
        **more,
    )


def phase(name: str, start: date, end: date, owner: str, *, in_flight: bool = False, late_by: int = 0) -> Phase:
    return Phase(
        name=name,
        start=start,
        end=end,
        owner=owner,
        deliverable=f"{name} done and agreed",
        in_flight=in_flight,
        late_by=late_by,
    )


def direction(name: str, line: str | None) -> Direction:
    return Direction(
        name=name,
        idea=f"{name}: a mock membership for everyone who has ruined white trainers on a footpath.",
        line=line,
        reason=said("Starts from the audience's own evidence and confesses instead of preaching.", "S1"),
        first_execution="Twelve creators post their worst trainers; paid social opens with the damage.",
        watch_for="Can read as mocking; needs warmth in casting.",
    )


def short_draft() -> Draft:
    """The least that a drafter may return: one channel, no learnings, no proposition."""
    return Draft(
        title="Newsletter sign-ups",
        currency="EUR",
        total_budget=Decimal(1500),
        start=date(2027, 1, 11),
        end=date(2027, 1, 29),
        market=None,
        written_by="Baton's embedded drafter",
        written_on=date(2026, 11, 22),
        summary=(said("Win 300 newsletter sign-ups by 29 Jan 2027 with €1,500."),),
        objectives=(
            Objective(
                statement="Grow the list",
                metric="Newsletter sign-ups",
                baseline="Unknown",
                target="300",
                by=date(2027, 1, 29),
            ),
        ),
        audiences=(Audience(name="Readers", description=said("People who read the blog but never signed up.")),),
        proposition=Proposition(statement=None),
        channels=(channel(Channel.EMAIL, "1500", "Ask those who know us", "Sign-ups"),),
        no_learnings="The library holds no earlier campaign like this one.",
        directions=(),
        phases=(phase("Flight", date(2027, 1, 11), date(2027, 1, 29), "Marketing", in_flight=True),),
        kpis=(Kpi(name="Sign-ups", target="300", reading="Mailing tool", cadence="Weekly"),),
        questions=(Question(text="Which proposition?", section=Section.PROPOSITION, owner="Priya Raman"),),
    )


def long_draft() -> Draft:
    """Every section filled, as a large campaign fills it."""
    return Draft(
        title="Spring Trail Launch: Ridgeline 2",
        currency="GBP",
        total_budget=Decimal(180_000),
        start=date(2027, 3, 1),
        end=date(2027, 5, 16),
        market="UK & Ireland",
        written_by="Baton's embedded drafter",
        written_on=date(2026, 11, 22),
        limits=(
            "It did no research outside of the team's library.",
            "It cannot judge tone; lines are left to the creative team.",
        ),
        answers=(_answer("Move money from out of home to creators."), _answer("Name the retailers.", whole=True)),
        notes=(
            SectionNote(section=Section.TIMELINE, claim=said("Nothing goes live on Good Friday.", "S6")),
            SectionNote(section=Section.CHANNELS, claim=said("Creators must disclose in the first line.", "S6")),
        ),
        summary=(
            said(
                "Northfold launches Ridgeline 2 into the UK and Irish spring trail season with one job: turn weekend "
                "walkers who own the wrong shoes into first-time trail-shoe buyers."
            ),
            said(
                "The plan puts 38% of spend behind paid social and creators in the first five weeks.",
                "S2",
                basis=Basis.CALCULATED,
            ),
            said("Success is 9,200 first purchases at or below £19.50 each by 16 May 2027."),
        ),
        objectives=_objectives(),
        audiences=_audiences(),
        proposition=Proposition(
            statement=said("The shoe for the walk you actually do: wet Saturday, muddy path, pub floor.", "S5"),
            reasons=(
                said("Full-bootie waterproof membrane, tested to 50,000 flexes.", "S5", basis=Basis.QUOTED),
                said("4.5 mm lugs on a compound that grips wet limestone and does not mark floors.", "S5"),
                said("60-day muddy-return promise, live in all UK stores from February.", "S6"),
            ),
            tone=(said("Dry, in both senses."), said("Plain-spoken."), said("Never summit-heroic.")),
            call_to_action=said("Find your size at northfold.example/ridgeline"),
            mandatories=(
                said("Waterproof claim must carry the test reference.", "S5"),
                said("No discount messaging before 26 April 2027."),
            ),
        ),
        channels=_channels(),
        other_budget=(BudgetLine(name="Contingency", role="Held by the author", budget=Decimal(10_000)),),
        learnings=_learnings(),
        directions=(
            direction("Wrong Shoes Club", "You’re already a member."),
            direction("Dry Humour", "Forecast: fine, apparently."),
            direction("One Pair Saturday", None),
            direction("The Muddy Return", None),
        ),
        phases=_phases(),
        kpis=(
            Kpi(
                name="First purchases", target="9,200", reading="Order data, partner sell-out report", cadence="Weekly"
            ),
            Kpi(name="Cost per first purchase", target="£19.50 or lower", reading="Spend ledger", cadence="Weekly"),
            Kpi(name="Unprompted consideration", target="15%", reading="Tracker, n=800 a wave", cadence="Three waves"),
        ),
        tracking=(
            said("Every link carries source, medium and campaign.", basis=Basis.PLAYBOOK),
            said("Consent mode is on before the first visit.", "S3", basis=Basis.PLAYBOOK),
        ),
        risks=(
            Risk(
                risk=said("Irish stock lands two weeks after launch.", "S6"), response="Exclude Ireland until 15 March."
            ),
            Risk(risk=said("A dry spring weakens the core story."), response="‘Pub floor’ edits are the fallback."),
        ),
        questions=(
            Question(
                text="Who signs the 60-day return terms for partner retailers?",
                section=Section.PROPOSITION,
                owner="Priya Raman",
            ),
            Question(text="Is contingency held centrally?", section=Section.CHANNELS, owner="Media team"),
        ),
        approvals=(
            Approval(stage="designer", title="Design review", approvers="Dee Okafor, @designers", sla="8 h"),
            Approval(stage="marketer", title="Marketing sign-off", approvers="Maya Lind", sla="8 h"),
            Approval(stage="agency", title="Agency acceptance", approvers="Axel Brandt", sla="2 d"),
        ),
        sources=_sources(),
    )


def _answer(note: str, *, whole: bool = False) -> ChangeAnswer:
    return ChangeAnswer(
        revision=1,
        stage="Marketing sign-off",
        by="Maya Lind",
        section=None if whole else Section.CHANNELS,
        note=note,
        answer="Done where the inputs allow it; the open questions name the rest.",
    )


def _objectives() -> tuple[Objective, ...]:
    return (
        Objective(
            statement="Win first-time Ridgeline buyers",
            metric="First purchases, online and partner retail",
            baseline="6,100 (Autumn Switch, 2025)",
            target="9,200",
            by=date(2027, 5, 16),
        ),
        Objective(
            statement="Keep acquisition affordable",
            metric="Cost per first purchase",
            baseline="£22.40",
            target="£19.50 or lower",
            by=date(2027, 5, 16),
        ),
    )


def _audiences() -> tuple[Audience, ...]:
    return (
        Audience(
            name="Weekend converts",
            description=said("Urban professionals, 25-44, walk one or two weekends a month in road trainers."),
            need=said("One shoe that handles a wet Saturday trail and the train home."),
            barrier=said("Think trail shoes are for runners; cannot tell grip and waterproof claims apart."),
            think=said("These are for walks like mine."),
            feel=said("Equipped, not heroic."),
            do=said("Check the size guide and buy before the bank holiday."),
            facts=(
                said("61% of walkers in the 2026 customer survey own no trail-specific footwear.", "S1"),
                said("In Autumn Switch, problem-solution edits out-clicked performance edits by 34%.", "S2"),
            ),
        ),
        Audience(
            name="Boot refugees",
            description=said("Loyalty members, 35-54, bought boots from us over three years ago."),
            need=said("Less weight without wet feet."),
            facts=(said("Lapsed boot buyers opened the Winter Care emails at 41%.", "S3"),),
        ),
    )


def _channels() -> tuple[ChannelPlan, ...]:
    work = {
        "recommendations": (
            said("Open with six-second ‘wrong shoe’ edits; hold product detail until second exposure.", "S2"),
            said("Rotate creative every ten days: cost per result rose 28% after week three last time.", "S2"),
        ),
        "deliverables": (said("Six 6 s and 15 s vertical films."), said("One carousel with the size guide.")),
    }
    return (
        channel(Channel.META, "46000", "Reach converts with the problem, then the shoe", "Cost per purchase", **work),
        channel(Channel.INFLUENCER, "23000", "Make trail shoes feel normal", "Saves per 1,000 impressions", **work),
        channel(Channel.PAID_SEARCH, "38000", "Catch the decision", "Conversion rate at or above 3.4%", **work),
        channel(Channel.OUT_OF_HOME, "55000", "Own the Friday commute to the weekend", "Consideration", **work),
        channel(Channel.EMAIL, "8000", "Turn boot owners into second-pair buyers", "Click-to-open rate", **work),
    )


def _learnings() -> tuple[Learning, ...]:
    return (
        Learning(
            campaign="Autumn Switch, 2025",
            happened=said("6,100 first purchases at £22.40. Social carried 58% of orders on 41% of spend.", "S2"),
            therefore=said("Start social earlier, refresh every ten days.", basis=Basis.JUDGEMENT),
        ),
        Learning(
            campaign="Winter Care, 2026",
            happened=said("Care-led emails to lapsed boot buyers reached a 41% open rate.", "S3"),
            therefore=said("Use care as the reason to write; sell the shoe in step two.", basis=Basis.JUDGEMENT),
        ),
    )


def _phases() -> tuple[Phase, ...]:
    return (
        phase("Brief sign-off", date(2026, 11, 9), date(2026, 11, 27), "Priya Raman", late_by=9),
        phase("Creative development", date(2026, 12, 14), date(2027, 1, 22), "Agency"),
        phase("Production", date(2027, 1, 25), date(2027, 2, 19), "Agency"),
        phase("Creator walks", date(2027, 2, 8), date(2027, 2, 26), "Social team"),
        phase("Launch burst", date(2027, 3, 1), date(2027, 4, 4), "Media", in_flight=True),
        phase("Station wave 2 and email", date(2027, 4, 5), date(2027, 5, 16), "Media and CRM", in_flight=True),
        phase("Learning review", date(2027, 5, 17), date(2027, 5, 28), "Insights"),
    )


def _sources() -> tuple[Source, ...]:
    titles = (
        "Customer survey 2026, walkers 25-44 (n=1,204)",
        "Autumn Switch 2025: results and creative review",
        "Winter Care 2026: CRM report",
        "Returns reasons, footwear, 2025-26",
        "Product sheet, Ridgeline 2",
        "Request: mandatories and offer",
    )
    return tuple(Source(id=f"S{i}", title=title, locator=f"library/{i}") for i, title in enumerate(titles, start=1))
