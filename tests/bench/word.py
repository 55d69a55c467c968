"""What do reading back, comparing and filling a Word document cost?"""

from bot.word.ingest import ingest
from bot.word.redline import redline
from bot.word.render import render
from bot.word.template import fill
from tests.bench.figures import timed
from tests.bot.word.drafts import long_draft, stamp_of
from tests.bot.word.templates import bold_headings
from tests.workflow.story import START


def reading() -> float:
    """Return milliseconds to read an eight-page document back into its draft."""
    draft = long_draft()
    content = render(draft, stamp_of(draft))
    return timed(lambda: ingest(content, draft), warm_up=3, times=20)


def comparing() -> float:
    """Return milliseconds to write the tracked changes between two revisions of eight pages."""
    draft = long_draft()
    after = draft.model_copy(update={"channels": draft.channels[1:], "title": "Spring Trail, again"})
    before, later = (render(each, stamp_of(each, revision=number)) for number, each in ((1, draft), (2, after)))
    return timed(lambda: redline(before, later, "Dee Okafor", START), warm_up=3, times=20)


def filling() -> float:
    """Return milliseconds to fill a team's own template of six headings."""
    draft = long_draft()
    template = bold_headings("OVERVIEW", "OBJECTIVES", "TARGET AUDIENCE", "CHANNELS", "TIMINGS", "WEATHER")
    return timed(lambda: fill(template, draft, stamp_of(draft)), warm_up=3, times=20)
