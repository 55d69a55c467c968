from typing import Any

from tests.journeys.forging import answer_to, last, send
from tests.journeys.northfold import AUTHOR, DESIGN, Northfold, read
from tests.journeys.steps import RIDGELINE, ask, waiting
from workflow.campaign import LABELS
from workflow.campaign_brief import campaign_of

LONG = "x" * 3001


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


RULES: list[tuple[str, Any, str]] = [
    ("name", "", "fill this in"),
    ("name", None, "fill this in"),
    ("name", "x" * 121, "Keep this to 120"),
    ("goal", LONG, "Keep this to 3,000"),
    ("goal", "\u0000\ud800", "fill this in"),
    ("metric", "x" * 301, "Keep this to 300"),
    ("audience", None, "fill this in"),
    ("proposition", "x" * 301, "Keep this to 300"),
    ("market", "x" * 301, "Keep this to 300"),
    ("mandatories", LONG, "Keep this to 3,000"),
    ("notes", LONG, "Keep this to 3,000"),
    ("notes", "The budget is £90k.", "the Budget field says £180,000. Change one of them"),
    ("mandatories", "The campaign launches on 8 March 2027.", "the Start field says 1 March 2027. Change one of them"),
    ("target", "many", "plain digits"),
    ("target", "0", "more than zero"),
    ("target", "-3", "more than zero"),
    ("target", "9999999999999", "beyond a trillion"),
    ("baseline", "-1", "below zero"),
    ("budget", "NaN", "plain digits"),
    ("budget", "Infinity", "plain digits"),
    ("budget", "1e400", "plain digits"),
    ("budget", "1_000", "plain digits"),
    ("budget", "1,000", "plain digits"),
    ("budget", "٣٤٥", "plain digits"),
    ("budget", "£45", "plain digits"),
    ("budget", "9" * 5000, "plain digits"),
    ("budget", "-1", "more than zero"),
    ("budget", "-0", "more than zero"),
    ("budget", "0.001", "smallest amount"),
    ("budget", "1000000001", "up to"),
    ("channels", [], "fill this in"),
    ("channels", [option("carrier pigeons")], ""),
    ("currency", option("XXX"), "three-letter"),
    ("start", "2026-02-30", "year-month-day"),
    ("start", "2026-11-15", "in the past"),
    ("start", "9999-01-01", "five years"),
    ("end", "2027-03-01", "after the start"),
    ("end", "2020-01-01", "after the start"),
    ("end", "2031-03-01", "two years"),
]


def test_every_wrong_answer_is_refused_at_its_field(town: Northfold) -> None:
    before = len(town.services.queries.briefs())
    town.author.command("/brief")
    refused = town.author.submit({**RIDGELINE, "end": "2027-02-01"}, town.author.view("campaign"))
    assert refused["errors"] == {"end": "The end must come after the start."}
    payload = answer_to(last(town), "end", "2027-05-16")
    for field, held, sentence in RULES:
        ack = send(town, answer_to(payload, field, held))
        assert ack.payload["response_action"] == "errors", (field, held)
        assert sentence in ack.payload["errors"][field], (field, held)
    assert len(town.services.queries.briefs()) == before


def test_several_wrong_answers_are_refused_together(town: Northfold) -> None:
    town.author.command("/brief")
    town.author.submit({**RIDGELINE, "end": "2027-02-01"}, town.author.view("campaign"))
    payload = last(town)
    for field, held in (("name", ""), ("budget", "free"), ("channels", [])):
        payload = answer_to(payload, field, held)
    assert set(send(town, payload).payload["errors"]) == {"name", "budget", "channels"}


def test_what_was_typed_stays_in_the_form_that_was_refused(town: Northfold) -> None:
    town.author.command("/brief")
    view = town.author.view("campaign")
    assert town.author.submit({**RIDGELINE, "end": "2027-02-01"}, view)["errors"]
    done = town.author.submit({"end": "2027-05-16"}, town.author.view("campaign"))
    assert (done["ok"], done["errors"]) == (True, {})
    assert campaign_of(town.brief()).audience == RIDGELINE["audience"]


def test_the_form_of_an_older_release_is_answered_at_a_field_it_has(town: Northfold) -> None:
    town.author.command("/brief")
    town.author.submit({**RIDGELINE, "end": "2027-02-01"}, town.author.view("campaign"))
    payload = answer_to(answer_to(last(town), "end", "2027-05-16"), "metric", None)
    payload["view"]["blocks"] = [b for b in payload["view"]["blocks"] if b.get("block_id") != "metric"]
    errors = send(town, payload).payload["errors"]
    assert list(errors) == ["name"]
    assert LABELS["metric"] in errors["name"]


def test_a_form_that_is_submitted_twice_is_one_brief(town: Northfold) -> None:
    brief_id = ask(town)
    again = town.sandbox.redeliver(kind="interactive")
    assert again.error is None
    waiting(town, DESIGN)
    town.until_idle()
    assert town.newest == brief_id
    assert len(town.posts(town.author.dm())) == 1


def test_two_forms_of_one_person_are_two_briefs(town: Northfold) -> None:
    one, other = ask(town), ask(town)
    assert one != other
    for brief_id in (one, other):
        waiting(town, DESIGN, brief_id)


def test_what_people_type_calls_nobody_and_links_nowhere(town: Northfold) -> None:
    typed = "<!channel> <!here> <@U0MAYA> <#C0GENERAL> <https://evil.example|Approve> & <!subteam^S0DESIGNERS>"
    texts = ("name", "goal", "metric", "audience", "proposition", "mandatories", "notes", "market")
    ask(town, {**RIDGELINE, **dict.fromkeys(texts, typed)})
    waiting(town, DESIGN)
    town.until_idle()
    assert {getattr(campaign_of(town.brief()), field) for field in texts} == {typed}
    town.author.command("/brief status")
    channels = (DESIGN, town.author.dm())
    posted = [message for channel in channels for message in town.sandbox.channel(channel).messages]
    for message in [*posted, *town.author.ephemerals("C0MARKETING")]:
        shown = _mrkdwn(message)
        assert "<!channel>" not in shown
        assert "<https://evil" not in shown
        assert shown.count("<@U0MAYA>") == read(message).count("*Decides:* <@U0MAYA>")


def _mrkdwn(message: Any) -> str:
    """Return the parts of a message that Slack reads mentions and links in."""
    texts: list[str] = [message["text"]]

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                texts.append(node["text"])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(message.get("blocks", []))
    return "\n".join(texts)


def test_a_text_is_kept_as_it_was_typed(town: Northfold) -> None:
    typed = "  Tom & “Jerry” <3 — 👨‍👩‍👧 \n\t\u0645\u0631\u062d\u0628\u0627  "
    ask(town, {**RIDGELINE, "audience": typed}, by=AUTHOR)
    assert campaign_of(town.brief()).audience == typed.strip()
