"""Somebody wrote in the thread of a stage's message: is it about a decision, and what do they say it was?"""

from typing import Any

from slack_bolt import Ack

from bot.acting import decide_as
from bot.comments import comments_in, name_of
from bot.listeners.gesture import Body, button_value, person_of, submit
from bot.looking import may_look, note_look
from bot.services import Services
from bot.views.buttons import DecisionValue, SaidValue
from bot.views.change_list import change_list_modal, read_change_list
from bot.views.changes_modal import changes_modal, read_changes, without_comments
from bot.views.message_form import plain_text
from storage.jobs import Job
from workflow.assent import assent
from workflow.brief import Brief, Handover
from workflow.commands import RequestChanges
from workflow.drafting.words import count
from workflow.events import Message, Remark
from workflow.gathering import gathered
from workflow.people import Person


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


def gather(ack: Ack, body: Body, services: Services) -> None:
    """Turn the open form for changes into a list of what people commented in the thread of the stage's message."""
    value = DecisionValue.loads(button_value(body))
    brief = may_look(services, person_of(body), value, "changes", None).brief
    stay = brief.handover(value.stage, value.revision)
    root = stay.message if stay else None
    typed = read_changes(body["view"]).note
    said = comments_in(services, brief, value.stage, root) if root else []
    comments = [one for one in said if one.text != typed]  # their own words, which the form holds already
    points = gathered(comments)
    if root is None or not points:
        form = without_comments(body["view"])
    else:
        silent = sum(not gathered([one]) for one in comments)
        form = change_list_modal(value, brief, root, points, silent)
    services.slack.update_modal(str(body["view"]["id"]), form, str(body["view"]["hash"]))
    ack()


def sign_list(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Request the changes of the list as the approver left it; what they wrote themselves is a point of it as well."""
    signed, person = read_change_list(view), person_of(body)
    own, value = signed.own, signed.own.value
    if not own.note and not signed.remarks:
        ack(response_action="errors", errors={"note": "Keep a comment of the list, or say what should change."})
        return
    by = name_of(services, person.id)
    mine = [Remark(section=own.section, note=own.note, by=by, why=own.why)] if own.note else []
    remarks = (*signed.remarks, *mine) if signed.remarks else ()
    sections = {remark.section for remark in remarks or mine}

    def ask(one: Person) -> Brief:
        command = RequestChanges(
            by=one,
            stage=value.stage,
            revision=value.revision,
            section=next(iter(sections)) if len(sections) == 1 else None,
            note=f"{count(len(remarks), 'change')} from the comments in the thread." if remarks else own.note,
            why="" if remarks else own.why,
            remarks=remarks,
            message=Message(channel=own.channel, ts=own.message_ts),
        )
        return submit(services, value.brief, command)

    decide_as(services, person, ask, value.stage, value.brief)
    ack()


def only_comment(ack: Ack, body: Body, services: Services) -> None:
    """Take the question away: what they wrote was talk."""
    services.slack.take_back(body["response_url"])
    ack()
