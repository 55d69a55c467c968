"""files.*: how does a file get into a thread, and what became of it?"""

from functools import partial

from bot.sandbox.records import JSON, Channel, StoredFile
from bot.sandbox.shapes import file_json
from bot.sandbox.web_api.call import ApiError, Call, Method
from bot.sandbox.web_api.content import thread_of, writable


def ask_url(call: Call) -> JSON:
    """Where the bytes may be sent."""
    workspace = call.workspace
    name, length = call.needed("filename"), call.needed("length")
    if not length.isdigit() or int(length) == 0:
        raise ApiError("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
    file = StoredFile(
        id=workspace.mint.id("F"),
        name=name,
        title=name,
        size=int(length),
        user=workspace.store.app.bot_user,
        created=workspace.mint.seconds(),
        alt_text=call.text("alt_txt"),
    )
    workspace.store.files[file.id] = file
    return {"upload_url": f"{workspace.base}/upload/v1/{file.id}", "file_id": file.id}


def _uploaded(call: Call) -> list[StoredFile]:
    named = call.structure("files")
    if not isinstance(named, list) or not named or not all(isinstance(f, dict) for f in named):
        raise ApiError("invalid_arguments", "[ERROR] missing required field: files")
    files = call.workspace.store.files
    found = [files.get(str(entry.get("id"))) for entry in named]
    ready = [f for f in found if f and f.state == "uploaded"]
    if len(ready) < len(named):
        raise ApiError("file_not_found")
    for file, entry in zip(ready, named, strict=True):
        file.title = entry.get("title") or file.name
    return ready


def _destinations(call: Call) -> list[Channel]:
    ids = [call.text("channel_id"), *call.text("channels").split(",")]
    store = call.workspace.store
    rooms = [store.channels.get(i) for i in ids if i]
    visible = [r for r in rooms if r and (r.kind == "channel" or store.bot_in(r))]
    if len(visible) < len(rooms):
        raise ApiError("channel_not_found")
    for room in visible:
        writable(call, room)
    return visible


def complete(call: Call) -> JSON:
    """Finishes an upload; the share follows a moment later, as it does in Slack."""
    workspace = call.workspace
    rooms = _destinations(call)
    threads = [thread_of(call, room) for room in rooms]
    files = _uploaded(call)
    for file in files:
        file.state = "complete"
    for room, thread in zip(rooms, threads, strict=True):
        comment = call.text("initial_comment")
        share = partial(workspace.share, files, room.id, comment, thread)
        workspace.later(workspace.share_delay, share)
    return {"files": [file_json(workspace.store, workspace.base, f) for f in files]}


def _known(call: Call) -> StoredFile:
    file = call.workspace.store.files.get(call.needed("file"))
    if file is None or file.state not in {"complete", "deleted"}:
        raise ApiError("file_not_found")
    if file.state == "deleted":
        raise ApiError("file_deleted")
    return file


def info(call: Call) -> JSON:
    """One file and where it was shared."""
    workspace = call.workspace
    return {"file": file_json(workspace.store, workspace.base, _known(call)), "comments": []}


def delete(call: Call) -> JSON:
    """Deletes one of the app's files everywhere."""
    file = _known(call)
    store = call.workspace.store
    if file.user != store.app.bot_user:
        raise ApiError("cant_delete_file")
    file.state, file.data = "deleted", b""
    for channel, ts, _ in file.shares:
        message = store.channels[channel].find(ts)
        if message:
            store.touched(message)
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(ask_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete, ("files:write",)),
    "files.info": Method(info, ("files:read",)),
    "files.delete": Method(delete, ("files:write",)),
}
