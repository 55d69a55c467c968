"""A file was dropped into the direct message: what it says goes to the library, and its sender is told."""

from typing import Any

from bot.delivery.editing import offered
from bot.failures import Permanent
from bot.groups import is_of_team
from bot.library_files.read import understand
from bot.library_files.telling import told, understood_lines
from bot.library_files.understood import Refusal, Understood
from bot.services import Services
from bot.views.library import added_post
from bot.views.post import Post
from bot.word.stamp import claimed
from workflow.errors import NotAllowed, WorkflowError
from workflow.people import Person


def add_to_library(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Add what the file says and answer in its thread; whatever is wrong with the file is said there too.

    A brief that comes back is not for the library: its sender is asked whether it is meant to be the next revision.
    """
    marker = f"library/{payload['file']}"
    post = _answer(services, payload)
    services.slack.post(str(payload["channel"]), post, marker, look=look, thread_ts=str(payload["ts"]))


def _answer(services: Services, payload: dict[str, Any]) -> Post:
    name, user, team = "That file", str(payload["user"]), services.teams.current()
    try:
        workspace = services.slack.profile(user).workspace
        if workspace != services.slack.identity().workspace:
            raise NotAllowed("Only members of this workspace add to its library.")
        file = services.slack.shared_file(str(payload["file"]))
        name, content = file.name, services.slack.download(file)
        if claim := claimed(content):
            return offered(services, {**payload, "workspace": workspace}, content, claim)
        if not is_of_team(services, Person(id=user, workspace=workspace)):  # its guest may send a brief back, though
            raise NotAllowed("Only the team adds to its library. Send the file to somebody of the team.")
        found = understand(name, content, team.currency if team else None)
    except (Permanent, WorkflowError) as refused:
        found = Understood(refusals=(Refusal("", str(refused)),))
    added = services.library.add(found.items, services.now(), user) if found.items else []
    return added_post(understood_lines(name, found, added), told(name, found.refusals))
