"""Somebody opened the Home tab, or decided there: have it drawn."""

from bot.listeners.gesture import Body, person_of
from bot.services import Services
from storage.jobs import Job


def opened(body: Body, services: Services) -> None:
    """Have the Home tab drawn for whoever opened it."""
    event = body["event"]
    if event.get("tab") == "home":
        _draw(services, str(event["user"]), str(body["event_id"]))


def is_there(body: Body) -> bool:
    """Tell whether a gesture was made on the Home tab."""
    return (body.get("view") or {}).get("type") == "home"


def draw_again(body: Body, services: Services) -> None:
    """Have the Home tab of whoever made the gesture show what is left to do."""
    moment = body.get("trigger_id") or (body.get("view") or {}).get("id")
    _draw(services, person_of(body).id, str(moment))


def _draw(services: Services, user: str, moment: str) -> None:
    job = Job(key=f"home/{user}/{moment}", name="show_home", payload={"person": user})
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])
