"""reactions.*: which emoji did the app put on a message?"""

from bot.sandbox.records import JSON
from bot.sandbox.web_api.call import ApiError, Call, Method
from bot.sandbox.web_api.content import writable


def add(call: Call) -> JSON:
    """Puts an emoji on a message, once."""
    store = call.workspace.store
    channel = call.channel()
    writable(call, channel)
    message = channel.find(call.needed("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    users = message.reactions.setdefault(call.needed("name").strip(":"), [])
    if store.app.bot_user in users:
        raise ApiError("already_reacted")
    users.append(store.app.bot_user)
    store.touched(message)
    return {}


METHODS = {"reactions.add": Method(add, ("reactions:write",))}
