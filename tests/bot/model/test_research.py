"""Is the web searched only where that is wanted, told little, and cited?"""

from dataclasses import replace
from typing import Any

import pytest

from bot.model.chat import Chat
from bot.model.drafter import ModelDrafter
from bot.model.responses import Responses
from tests.model_server import Asked, ModelServer, frame, good, hanging, streamed, whole
from tests.workflow.drafting.material import assignment
from workflow.draft import Basis, Section
from workflow.drafting.compose import LIMITS

PAGE = "https://walkers.example/report"
FOUND = f"Many walkers buy their shoes in spring ([Walkers]({PAGE})). Nobody says this. Boots outsell shoes ([B](x))."


def cites(text: str, *pages: tuple[str, str]) -> Any:
    """Answer a search with `text`, in which each page backs the stretch that is named."""

    def mood(asked: Asked) -> Any:
        notes = [
            {
                "type": "url_citation",
                "url": url,
                "title": "Walkers",
                "start_index": (at := text.index(part)),
                "end_index": at + len(part),
            }
            for url, part in pages
        ]
        return streamed([frame({"type": "response.completed", "response": whole(asked, text, annotations=notes)})])

    return mood


@pytest.fixture
def researcher(drafter: ModelDrafter) -> ModelDrafter:
    return replace(drafter, endpoint=replace(drafter.endpoint, adapters=(Responses(),)), researches=True)


@pytest.fixture
def api() -> str:
    return "responses"


def test_what_is_found_is_cited_listed_and_marked_as_unverified(server: ModelServer, researcher: ModelDrafter) -> None:
    server.be(cites(FOUND, (PAGE, f"([Walkers]({PAGE}))"), ("javascript:alert(1)", "([B](x))")), good)
    draft = researcher.write(assignment()).draft
    note = draft.notes[-1]
    assert note.section is Section.AUDIENCE
    assert note.claim.basis is Basis.JUDGEMENT
    assert (
        note.claim.text == "Found on the web on 22 November 2026, not verified: Many walkers buy their shoes in spring."
    )
    source = draft.sources[-1]
    assert note.claim.sources == (source.id,)
    assert (source.title, source.locator) == ("Web page: Walkers", PAGE)
    assert len({each.id for each in draft.sources}) == len(draft.sources)
    assert "javascript" not in draft.model_dump_json()
    assert LIMITS[2] not in draft.limits
    assert draft.directions[0].line is not None


def test_the_search_is_told_little_and_is_the_only_call_with_a_tool(
    server: ModelServer, researcher: ModelDrafter
) -> None:
    server.be(cites(FOUND), good)
    researcher.write(assignment())
    search, drafting = server.asked
    assert search.body["tools"] == [{"type": "web_search", "user_location": {"type": "approximate"}}]
    assert search.document.keys() == {"goal", "audience", "market", "channels"}
    assert search.body["store"] is False
    assert "text" not in search.body
    assert "tools" not in drafting.body


def test_money_that_a_page_names_drops_what_was_found(server: ModelServer, researcher: ModelDrafter) -> None:
    text = f"Walkers spend £77 a year ([Walkers]({PAGE}))."
    server.be(cites(text, (PAGE, f"([Walkers]({PAGE}))")), good)
    draft = researcher.write(assignment()).draft
    assert "£77" not in draft.model_dump_json()
    assert LIMITS[2] in draft.limits


def test_a_search_that_hangs_takes_only_its_share_of_the_time(server: ModelServer, researcher: ModelDrafter) -> None:
    server.be(hanging, good)
    hurried = replace(researcher, caps=replace(researcher.caps, seconds=4))
    draft = hurried.write(assignment()).draft
    assert draft.directions[0].line is not None


def test_nothing_is_searched_over_chat_or_where_it_is_not_wanted(server: ModelServer, researcher: ModelDrafter) -> None:
    replace(researcher, researches=False).write(assignment())
    replace(researcher, endpoint=replace(researcher.endpoint, adapters=(Chat(),))).write(assignment())
    assert len(server.asked) == 2
    assert not [asked for asked in server.asked if "tools" in asked.body]
