"""Somebody wrote in the thread of a stage's message: is it about a decision, and what do they say it was?"""

from typing import Any

from slack_bolt import Ack

from bot.listeners.gesture import Body, button_value, person_of
from bot.looking import may_look, note_look
from bot.services import Services
from bot.views.buttons import SaidValue
from bot.views.changes_modal import changes_modal
from bot.views.message_form import plain_text
from storage.jobs import Job
from workflow.assent import assent
from workflow.brief import Brief, Handover
from workflow.events import Message


def replied(body: Body, services: Services) -> None:
    """Have a reply attended to that may be a first look or sounds like a decision; all other talk is let pass."""
    event = body["event"]
    if not _is_reply(event, services):
        return
    root = Message(channel=str(event["channel"]), ts=str(event["thread_ts"]))
    brief = services.queries.asked_in(root)
    stay = next((one for one in brief.handovers if one.message == root), None) if brief else None
    if brief is None or stay is None:
        return
    tone = assent(str(event.get("text", "")))
    if tone is None and not _is_unseen(brief, stay):
        return
    said = {
        "brief": brief.id,
        "stage": stay.stage,
        "revision": stay.revision,
        "user": str(event["user"]),
        "workspace": str(event.get("user_team") or event.get("team") or body["team_id"]),
        "channel": root.channel,
        "thread_ts": root.ts,
        "said": str(event["ts"]),
        "tone": tone.value if tone else None,
    }
    job = Job(key=f"hear/{root.channel}/{event['ts']}", name="hear", payload=said)  # sent twice, it is heard once
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])


def _is_reply(event: dict[str, Any], services: Services) -> bool:
    """Tell whether a person wrote in a thread of a channel; nothing has been asked of the database until then."""
    if "bot_id" in event or event.get("channel_type") not in {"channel", "group"}:
        return False
    person = event.get("user")
    return bool(
        person and person != services.slack.identity().user and event.get("thread_ts", event["ts"]) != event["ts"]
    )


def _is_unseen(brief: Brief, stay: Handover) -> bool:
    return stay.is_open and not brief.is_looked_at(stay.stage, stay.revision)


def request_said(ack: Ack, body: Body, services: Services) -> None:
    """Open the changes modal with what the person wrote in the thread."""
    value = SaidValue.loads(button_value(body))
    glance = may_look(services, person_of(body), value, "changes", None)
    stay = glance.brief.handover(value.stage, value.revision)
    root = stay.message if stay else None
    said = services.slack.said(Message(channel=root.channel, ts=value.said)) if root else None
    note = plain_text(said.text, {}) if said and said.user == person_of(body).id else ""
    where = (root.channel, root.ts) if root else ("", "")
    services.slack.open_modal(body["trigger_id"], changes_modal(value.decision, glance.brief, *where, note))
    note_look(services, glance)
    ack()


def only_comment(ack: Ack, body: Body, services: Services) -> None:
    """Take the question away: what they wrote was talk."""
    services.slack.take_back(body["response_url"])
    ack()
