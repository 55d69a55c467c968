"""users.* and usergroups.*: who is in the workspace, and in which groups?"""

from bot.sandbox.records import JSON
from bot.sandbox.shapes import bot_json, group_json, user_json
from bot.sandbox.web_api.call import ApiError, Call, Method


def info(call: Call) -> JSON:
    """One person, an outsider only as long as they share a channel with the app."""
    store = call.workspace.store
    wanted = call.needed("user")
    if wanted == store.app.bot_user:
        return {"user": bot_json(store)}
    if wanted not in store.people:
        raise ApiError("user_not_found")
    if store.outsider(wanted) and not any(store.bot_in(room) for room in store.rooms_of(wanted)):
        raise ApiError("user_not_visible")
    return {"user": user_json(store, store.people[wanted])}


def listing(call: Call) -> JSON:
    """The workspace's own people and the app."""
    store = call.workspace.store
    rows = [user_json(store, p) for p in store.people.values() if not store.outsider(p.id)]
    page, after = call.page([*rows, bot_json(store)])
    return {"members": page, "cache_ts": store.mint.seconds(), "response_metadata": after}


def groups(call: Call) -> JSON:
    """The user groups."""
    with_users = call.flag("include_users")
    rows = call.workspace.store.groups.values()
    return {"usergroups": [group_json(g, with_users=with_users) for g in rows]}


def group_members(call: Call) -> JSON:
    """Who is in a user group."""
    group = call.workspace.store.groups.get(call.needed("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": list(group.users)}


METHODS = {
    "users.info": Method(info, ("users:read",)),
    "users.list": Method(listing, ("users:read",)),
    "usergroups.list": Method(groups, ("usergroups:read",)),
    "usergroups.users.list": Method(group_members, ("usergroups:read",)),
}
