"""The library in Slack: shown, added to by dropping a file into the direct message, and taken from."""

from collections.abc import Sequence

from slack_bolt import Ack

from bot.groups import is_approver, is_of_team
from bot.listeners.gesture import Body, button_value, person_of
from bot.services import Services
from bot.views.buttons import ItemValue
from bot.views.library import Shown, library_post
from bot.views.post import Post
from storage.jobs import Job
from storage.library import Kept
from workflow.errors import NotAllowed
from workflow.people import Person


def show_library(services: Services, _body: Body, _rest: str) -> Post:
    """Return what drafts may cite."""
    return library_post(_shown(services.library.items()))


def _shown(items: Sequence[Kept]) -> list[Shown]:
    return [Shown(item.id, item.kind, item.title, item.file) for item in items]


def remove_item(ack: Ack, body: Body, services: Services) -> None:
    """Forget an item, and show what is left."""
    wanted = ItemValue.loads(button_value(body)).item
    items = services.library.items()
    item = next((each for each in items if each.id == wanted), None)
    if item is not None and not _may_remove(person_of(body), item, services):
        raise NotAllowed("Only whoever added it or an approver of the team may remove this from the library.")
    services.library.remove(wanted, services.now())
    said = f"{wanted}, {item.title}, was removed." if item else f"{wanted} was removed before."
    services.slack.answer(body["response_url"], library_post(_shown(services.library.items()), said))
    ack()


def _may_remove(person: Person, item: Kept, services: Services) -> bool:
    return is_of_team(services, person) and (item.added_by == person.id or is_approver(services, person))


def dropped(body: Body, services: Services) -> None:
    """Have the files read that somebody dropped into the direct message; a reply in a thread is about a brief."""
    event = body["event"]
    in_talk = event.get("channel_type") == "im" and "thread_ts" not in event and "bot_id" not in event
    if not in_talk or event.get("user") in {None, services.slack.identity().user}:
        return
    where = {"user": event["user"], "channel": event["channel"], "ts": event["ts"]}
    jobs = [
        Job(key=f"library/{file['id']}", name="add_to_library", payload={"file": file["id"], **where}, lane="slow")
        for file in event.get("files", ())
    ]
    with services.database.write() as connection:
        services.jobs.enqueue(connection, jobs)
