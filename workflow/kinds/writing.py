"""How does a revision of any such workflow come about, with what was requested of the earlier ones?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.draft import REQUEST_SOURCE, Basis, Claim, Source
from workflow.drafting.words import quote
from workflow.inputs import Inputs
from workflow.kinds.kind import Workflow, Written
from workflow.kinds.paper import Answer, Paper, Part

WRITER = "Baton"


@dataclass(frozen=True)
class Asked:
    """A change that somebody asked for: of which revision, at which stage (its title), of which section, by its id."""

    revision: int
    stage: str
    by: str
    section: str | None
    note: str
    why: str = ""


@dataclass(frozen=True)
class Order:
    """What is to be written: the typed inputs of which brief, by which author (a name), and what was asked since."""

    brief_id: str
    inputs: Inputs
    author: str
    asked: Sequence[Asked] = ()


def paper(workflow: Workflow, order: Order, today: date) -> Paper:
    """Return the paper that the workflow writes, every request carried into its section."""
    inputs, author, asked = order.inputs, order.author, order.asked
    written = workflow.write(inputs, today)
    request = Source(id=REQUEST_SOURCE, title=f"What {author} answered", locator=f"the request of {order.brief_id}")
    asks = [_source(one, len(written.sources) + 2 + i) for i, one in enumerate(asked)]
    return Paper(
        kicker=workflow.noun.upper(),
        title=inputs.name,
        lead=written.lead,
        facts=written.facts,
        parts=_parts(workflow, written, [(one, source.id) for one, source in zip(asked, asks, strict=True)]),
        sources=(request, *written.sources, *asks),
        author=author,
        written_by=WRITER,
        written_on=today,
        answers=tuple(_answer(workflow, one, author) for one in asked),
    )


def material_changes(workflow: Workflow, before: Paper, after: Paper) -> tuple[str, ...]:
    """Return the sections that approvers rely on in which two revisions differ; a note that was added is no change."""
    old, new = _relied_on(before), _relied_on(after)
    return tuple(section for section in workflow.material if old.get(section) != new.get(section))


def _relied_on(held: Paper) -> dict[str, object]:
    return {part.section: (part.claims, part.table) for part in held.parts}


def first_section(workflow: Workflow) -> str:
    """Return the section that holds what was asked without naming one."""
    return next(iter(workflow.sections))


def _parts(workflow: Workflow, written: Written, asked: Sequence[tuple[Asked, str]]) -> tuple[Part, ...]:
    found = []
    for section, title in workflow.sections.items():
        notes = tuple(_note(one, source) for one, source in asked if _place(workflow, one) == section)
        claims, table = tuple(written.claims.get(section, ())), written.tables.get(section)
        if claims or table or notes:
            found.append(Part(section=section, title=title, claims=claims, table=table, notes=notes))
    return tuple(found)


def _place(workflow: Workflow, asked: Asked) -> str:
    named = asked.section if asked.section in workflow.sections else None
    return named or first_section(workflow)


def _note(asked: Asked, source: str) -> Claim:
    because = f" Why: {quote(asked.why)}." if asked.why else ""
    text = f"{asked.by}, {asked.stage}, asked of revision {asked.revision}: {quote(asked.note)}.{because}"
    return Claim(text=text, basis=Basis.QUOTED, sources=(source,))


def _source(asked: Asked, number: int) -> Source:
    title = f"What {asked.by} asked at {asked.stage}"
    return Source(id=f"S{number}", title=title, locator=f"the log, revision {asked.revision}")


def _answer(workflow: Workflow, asked: Asked, author: str) -> Answer:
    where = workflow.sections[_place(workflow, asked)]
    return Answer(
        revision=asked.revision,
        stage=asked.stage,
        by=asked.by,
        section=where,
        note=asked.note,
        answer=f"Carried word for word into “{where}”. Figures and words are {author}’s to mend: “Withdraw to edit”.",
    )
