"""How do thousands of briefs come to stand before their first approver, so that each click is a real approval?"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.console.demo import TEAM
from bot.sandbox import payloads
from bot.sandbox.server import Sandbox
from bot.sandbox.world import NORTHFOLD
from bot.slack import Slack, make_client
from bot.views.buttons import APPROVE, DecisionValue
from bot.views.stage_message import stage_post
from storage import tables
from storage.codec import encode
from storage.database import Database
from storage.migrate import migrate
from tests.workflow.drafting import material
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.fold import replay
from workflow.lifecycle import decide, open_brief
from workflow.people import Person
from workflow.team_file import parse_team

OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
AUTHOR = Person(id="U0TOM", workspace=NORTHFOLD.team_id)
APPROVER = "U0DEE"
STAGE = "designer"
ID = "BRF-0"
"""The id that the told brief carries, and that stands for every other's in the click."""


def in_review(message: e.Message) -> list[e.Event]:
    """Return the log of a brief whose first stage was asked in `message` and has not answered."""
    team = parse_team(TEAM.read_text("utf-8"))
    opening = c.Open(
        by=AUTHOR,
        workspace=NORTHFOLD.team_id,
        team=team.name,
        inputs=material.campaign(),
        chain=team.chain,
        calendar=team.calendar,
    )
    history = open_brief(ID, opening, OPENED)
    for minute, command in enumerate(_until_delivered(message), 1):
        history += decide(replay(history), command, OPENED + minute * MINUTE)
    return history


def _until_delivered(message: e.Message) -> list[c.Command]:
    return [
        c.RecordAuthorMessage(message=e.Message(channel="D0TOM", ts="1793610000.000100")),
        c.RecordDraft(revision=1, content_hash="0" * 64, written_by="embedded"),
        c.RecordDelivery(stage=STAGE, revision=1, message=message),
    ]


def prepare(database: Database, history: list[e.Event], count: int) -> None:
    """Bring the schema in and write `count` briefs with this history, numbered from 1."""
    migrate(database)
    briefs = [
        {"number": number, "workspace": NORTHFOLD.team_id, "key": f"bench/{number}", "opened_at": OPENED}
        for number in range(1, count + 1)
    ]
    with database.write() as connection:
        connection.execute(tables.brief.insert(), briefs)
        connection.execute(
            tables.event.insert(), [row for number in range(1, count + 1) for row in _rows(number, history)]
        )


def _rows(number: int, history: Iterable[e.Event]) -> list[dict[str, object]]:
    stored = [(event, *encode(event)) for event in history]
    return [
        {
            "brief": number,
            "position": position,
            "at": event.at,
            "kind": kind,
            "by": getattr(event, "by", None),
            "data": data.replace(f'"{ID}"', f'"BRF-{number}"'),
        }
        for position, (event, kind, data) in enumerate(stored)
    ]


def click_template(sandbox: Sandbox) -> tuple[str, e.Message]:
    """Post a real stage message and return the JSON of a click on its Approve button, and where it stands."""
    nowhere = e.Message(channel="C0DESIGN", ts="1793610000.000100")
    brief = replay(in_review(nowhere))
    slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
    message = slack.post("C0DESIGN", stage_post(brief, brief.handovers[-1], (), OPENED), ID, look=False)
    return json.dumps(_click(sandbox, message, brief)), message


def _click(sandbox: Sandbox, message: e.Message, brief: Brief) -> object:
    value = DecisionValue(brief=brief.id, stage=STAGE, revision=1).dumps()
    store = sandbox.workspace.store
    with store.lock:
        posted = store.channels[message.channel].find(message.ts)
        if posted is None:
            raise LookupError("the stage's message is gone")
        block = next(block for block in posted.blocks if block["type"] == "actions")
        action = {
            "type": "button",
            "block_id": block["block_id"],
            "action_id": APPROVE,
            "text": {"type": "plain_text", "text": "Approve", "emoji": True},
            "value": value,
            "style": "primary",
            "action_ts": message.ts,
        }
        return payloads.message_click(sandbox.workspace, APPROVER, posted, action)


def approvals(database: Database) -> int:
    """Return how many approvals the ledger holds."""
    query = sa.select(sa.func.count()).select_from(tables.event).where(tables.event.c.kind == "approved")
    with database.read() as connection:
        return int(connection.execute(query).scalar_one())
