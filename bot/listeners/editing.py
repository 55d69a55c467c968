"""Somebody edited the document in Word: dropped into the thread, sent with `/brief revise`, or chosen after all."""

from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack

from bot.acting import acting, decide_as, with_account
from bot.contents import only_campaigns
from bot.listeners.gesture import Body, button_value, person_of
from bot.services import Services
from bot.views.buttons import EditValue, RemarksValue
from bot.views.revise_modal import looks_like_word, read_revise, revise_modal
from storage.jobs import Job
from workflow.brief import Brief
from workflow.commands import Edit, RequestChanges
from workflow.errors import NotAllowed, NotAnApprover
from workflow.people import Person


def dropped(body: Body, services: Services) -> None:
    """Have the Word files read that somebody put into a thread; whether it is a brief's is found out with the file."""
    event = body["event"]
    if event.get("user") in {None, services.slack.identity().user}:
        return
    where = {"channel": event["channel"], "thread_ts": event["thread_ts"], "sent": event["ts"]}
    person = Person(
        id=str(event["user"]), workspace=str(event.get("user_team") or event.get("team") or body["team_id"])
    )
    files = [file for file in event.get("files", ()) if "name" in file]
    _have_read(services, [str(file["id"]) for file in files if looks_like_word(str(file["name"]))], person, where)
    # of a file that somebody of another workspace shares Slack may tell no more than the id
    unnamed = [str(file["id"]) for file in event.get("files", ()) if "name" not in file]
    _have_read(services, unnamed, person, {**where, "unnamed": "yes"})


def ask_for_file(body: Body, services: Services, brief_id: str) -> None:
    """Open the modal that takes the edited document of a brief, for somebody who may write a revision of it now."""
    if not brief_id:
        raise NotAllowed("Which brief? Type /brief revise BRF-1; /brief list shows the ids.")
    person, brief = person_of(body), services.ledger.brief(brief_id)
    only_campaigns(brief)
    try:
        _check_edit(services, brief, with_account(services, person))
    except NotAnApprover:
        _check_edit(services, brief, acting(services, person, brief))
    services.slack.open_modal(str(body["trigger_id"]), revise_modal(brief))


def _check_edit(services: Services, brief: Brief, person: Person) -> None:
    services.ledger.check(brief.id, Edit(by=person, based_on=brief.revision, content_hash=""), services.now())


def send(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Have the submitted document read; its sender is told in their direct messages."""
    value, file_id = read_revise(view)
    if file_id is None:
        ack(response_action="errors", errors={"file": "Please choose the Word document (.docx)."})
        return
    _have_read(services, [file_id], person_of(body), {"brief": value.brief, "sent": str(view["id"])})
    ack()


def _have_read(services: Services, files: Sequence[str], person: Person, where: dict[str, str]) -> None:
    """A file may be sent again, somewhere else or when more can be done with it: each sending is a job of its own."""
    said = {"user": person.id, "workspace": person.workspace, **where}
    jobs = [
        Job(key=f"edit/{file}/{where['sent']}", name="take_edit", payload={"file": file, **said}, lane="slow")
        for file in files
    ]
    with services.database.write() as connection:
        services.jobs.enqueue(connection, jobs)


def request_remarks(ack: Ack, body: Body, services: Services) -> None:
    """Have what a document's margin remarks requested as changes, if whoever clicked decides here."""
    value = RemarksValue.loads(button_value(body))

    def ask(person: Person) -> Brief:
        command = RequestChanges(by=person, stage=value.stage, revision=value.revision, section=None, note="?")
        return services.ledger.check(value.brief, command, services.now())

    person = person_of(body)
    decide_as(services, person, ask, value.stage, value.brief)
    said = {"user": person.id, "workspace": person.workspace, "response_url": body["response_url"]}
    payload = value.model_dump(exclude={"v"}) | said
    job = Job(key=f"remarks/{value.file}/{body['trigger_id']}", name="request_remarks", payload=payload, lane="slow")
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])
    ack()


def use_all_the_same(ack: Ack, body: Body, services: Services) -> None:
    """Make a document that was written from an older revision the next one, as its writer has now chosen."""
    value, person = EditValue.loads(button_value(body)), person_of(body)
    said = {"user": person.id, "workspace": person.workspace, "response_url": body["response_url"]}
    payload = value.model_dump(exclude={"v"}) | said
    key = f"edit/{value.brief}/{value.content_hash}/{value.based_on}/{body['trigger_id']}"
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [Job(key=key, name="use_edit", payload=payload)])
    ack()
