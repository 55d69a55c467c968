"""A file was dropped into the direct message: what it says goes to the library, and its sender is told."""

from typing import Any

from bot.failures import Permanent
from bot.library_files.read import understand
from bot.library_files.telling import told, understood_lines
from bot.library_files.understood import Refusal, Understood
from bot.services import Services
from bot.views.library import added_post
from workflow.errors import NotAllowed, WorkflowError


def add_to_library(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Add what the file says and answer in its thread; whatever is wrong with the file is said there too."""
    name, found = _read(services, str(payload["file"]), str(payload["user"]))
    added = services.library.add(found.items, services.now(), str(payload["user"])) if found.items else []
    post = added_post(understood_lines(name, found, added), told(name, found.refusals))
    marker = f"library/{payload['file']}"
    services.slack.post(str(payload["channel"]), post, marker, look=look, thread_ts=str(payload["ts"]))


def _read(services: Services, file_id: str, user: str) -> tuple[str, Understood]:
    name, team = "That file", services.teams.current()
    try:
        if services.slack.profile(user).workspace != services.slack.identity().workspace:
            raise NotAllowed("Only members of this workspace add to its library.")
        file = services.slack.shared_file(file_id)
        name = file.name
        return name, understand(name, services.slack.download(file), team.currency if team else None)
    except (Permanent, WorkflowError) as refused:
        return name, Understood(refusals=(Refusal("", str(refused)),))
