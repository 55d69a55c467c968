"""What must Slack allow Baton, and why? One list for the manifest, the doctor and the documentation."""

SCOPES: dict[str, str] = {
    "commands": "offer /brief",
    "chat:write": "post and edit messages where Baton was invited",
    "files:read": "read the documents that people edited, files for the library, and templates that people bring",
    "files:write": "put the document into the thread and the chart into the digest",
    "users:read": "write people's names into the document",
    "usergroups:read": "let a user group approve",
    "im:write": "open the direct messages of authors, and of reviewers of a trial",
    "channels:read": "check that the stages' channels exist",
    "groups:read": "the same for private channels",
    "channels:history": "look for a message before a repeat, and hear replies in the threads of stages' messages",
    "groups:history": "the same in private channels",
    "im:history": "the same in the author's direct messages",
}
"""Scopes of the bot token, each with its reason."""

EVENTS = ("app_home_opened", "member_joined_channel", "message.channels", "message.groups", "message.im")
"""Events that Baton subscribes to.

The Home tab is drawn when it is opened, an invitation resumes a delivery that waited for it, files and replies come by
message.
"""

SHORTCUTS = (
    {
        "name": "New brief",
        "type": "global",
        "callback_id": "new_brief",
        "description": "Brief a campaign and carry it through approval",
    },
    {
        "name": "Brief from this message",
        "type": "message",
        "callback_id": "brief_from_message",
        "description": "Open the form with what the message says filled in",
    },
)
"""Entries in Slack's menus; a name has 24 characters at most."""
