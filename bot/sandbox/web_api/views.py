"""views.*: which modal is in front of a person, and what is on the home tab?"""

import json
from typing import Any

from bot.sandbox.inputs import initial_values
from bot.sandbox.limits import MOST_VIEW_BYTES, view_problems
from bot.sandbox.records import JSON, OpenView, Trigger
from bot.sandbox.shapes import view_json
from bot.sandbox.store import stand_in
from bot.sandbox.web_api.call import ApiError, Call, Method
from bot.sandbox.workspace import Workspace

MOST_STACKED = 3


def _checked(call: Call, kind: str, own: OpenView | None = None) -> JSON:
    view = call.structure("view")
    if view is None:
        raise ApiError("invalid_arguments", "[ERROR] missing required field: view")
    _check(view, kind)
    external = view.get("external_id")
    views = call.workspace.store.views.values()
    if external and any(v.view.get("external_id") == external and v is not own for v in views):
        raise ApiError("duplicate_external_id")
    return dict(view)


def _check(view: Any, kind: str) -> None:
    wrong = view_problems(view)
    if wrong:
        raise ApiError("invalid_arguments", *wrong)
    if view["type"] != kind:
        raise ApiError("invalid_arguments", f"[ERROR] must be one of {kind}")
    if len(json.dumps(view).encode()) > MOST_VIEW_BYTES:
        raise ApiError("view_too_large")


def place(workspace: Workspace, user: str, view: JSON, below: OpenView | None) -> OpenView:
    """Puts a checked modal in front of a person, on top of another or alone."""
    store, mint = workspace.store, workspace.mint
    name = mint.id("V")
    opened = OpenView(
        id=name,
        user=user,
        view={**view, "blocks": stand_in(view["blocks"], mint)},
        hash=mint.ticket(),
        root=below.root if below else name,
        previous=below.id if below else None,
    )
    opened.values = initial_values(opened.view["blocks"])
    if below is None:
        store.close_views(user, everything=True)
    store.views[name] = opened
    store.stacks[user].append(name)
    store.changed("view", user=user)
    return opened


def replace(workspace: Workspace, opened: OpenView, view: JSON) -> OpenView:
    """Gives an open view other content; typed values stay where block and action stay."""
    opened.view = {**view, "blocks": stand_in(view["blocks"], workspace.mint)}
    opened.hash = workspace.mint.ticket()
    kept = opened.values
    opened.values = {
        block: {name: kept.get(block, {}).get(name, value) for name, value in fields.items()}
        for block, fields in initial_values(opened.view["blocks"]).items()
    }
    kind = "home" if view["type"] == "home" else "view"
    workspace.store.changed(kind, user=opened.user)
    return opened


def acceptable(view: Any) -> bool:
    """Whether an ack may show this view."""
    try:
        _check(view, "modal")
    except ApiError:
        return False
    return True


def _exchanged(call: Call) -> Trigger:
    ticket = call.text("trigger_id") or call.text("interactivity_pointer")
    if not ticket:
        raise ApiError("invalid_arguments", "[ERROR] missing required field: trigger_id")
    trigger = call.workspace.tickets.exchange(ticket)
    if isinstance(trigger, str):
        raise ApiError(trigger)
    return trigger


def _answer(call: Call, opened: OpenView) -> JSON:
    return {"view": view_json(call.workspace.store, opened)}


def open_view(call: Call) -> JSON:
    """Opens a modal for whoever made the gesture."""
    view = _checked(call, "modal")
    return _answer(call, place(call.workspace, _exchanged(call).user, view, None))


def push(call: Call) -> JSON:
    """Puts a modal on top of the one in which the gesture was made."""
    store = call.workspace.store
    view = _checked(call, "modal")
    trigger = _exchanged(call)
    top = store.top_view(trigger.user)
    if trigger.view is None or top is None:
        raise ApiError("not_found")
    if len(store.stacks[trigger.user]) >= MOST_STACKED:
        raise ApiError("push_limit_reached")
    return _answer(call, place(call.workspace, trigger.user, view, top))


def _guarded(call: Call, opened: OpenView) -> OpenView:
    expected = call.text("hash")
    if expected and expected != opened.hash:
        raise ApiError("hash_conflict")
    return opened


def update(call: Call) -> JSON:
    """Gives an open modal other content."""
    views = call.workspace.store.views
    external = call.text("external_id")
    named = [v for v in views.values() if external and v.view.get("external_id") == external]
    opened = views.get(call.text("view_id")) or (named[0] if named else None)
    if opened is None:
        raise ApiError("not_found")
    view = _checked(call, "modal", opened)
    return _answer(call, replace(call.workspace, _guarded(call, opened), view))


def publish(call: Call) -> JSON:
    """Shows a home tab to a person."""
    store = call.workspace.store
    user = call.needed("user_id")
    if user not in store.people:
        raise ApiError("user_not_found")
    opened = store.views.get(store.homes.get(user, ""))
    view = _checked(call, "home", opened)
    if opened is None:
        name = call.workspace.mint.id("V")
        opened = OpenView(name, user, view, call.workspace.mint.ticket(), name)
        store.views[name], store.homes[user] = opened, name
    else:
        _guarded(call, opened)
    return _answer(call, replace(call.workspace, opened, view))


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
