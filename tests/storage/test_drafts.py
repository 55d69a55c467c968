"""Is a draft kept whole, once, under the hash of its content?"""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.drafts import Drafts
from storage.errors import CorruptHistory, UnknownDraft
from workflow.channels import Channel
from workflow.draft import Basis, ChannelPlan, Claim, Draft, Proposition, content_hash

DRAFT = Draft(
    title="Frühling 🏃",
    currency="GBP",
    total_budget=Decimal("46000.00"),
    start=date(2027, 3, 1),
    end=date(2027, 4, 30),
    market=None,
    written_by="embedded",
    written_on=date(2026, 11, 16),
    summary=(Claim(text="Win “new” runners\n& keep them", basis=Basis.REQUEST),),
    objectives=(),
    audiences=(),
    proposition=Proposition(statement=None),
    channels=(
        ChannelPlan(
            channel=Channel.EMAIL,
            role="Remind",
            kpi="First purchases",
            budget=Decimal("46000.00"),
            reason=Claim(text="Known readers", basis=Basis.JUDGEMENT),
            lead_time=Claim(text="Five days", basis=Basis.PLAYBOOK),
        ),
    ),
    directions=(),
    phases=(),
    kpis=(),
)


def test_a_draft_comes_back_as_it_was_kept(database: Database) -> None:
    drafts = Drafts(database)
    key = drafts.keep(DRAFT)
    assert key == content_hash(DRAFT)
    assert drafts.load(key) == DRAFT
    assert content_hash(drafts.load(key)) == key


def test_keeping_it_again_changes_nothing(database: Database) -> None:
    drafts = Drafts(database)
    assert drafts.keep(DRAFT) == drafts.keep(DRAFT)
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM draft")).scalar() == 1


def test_an_unknown_hash_is_refused(database: Database) -> None:
    with pytest.raises(UnknownDraft, match="No draft is kept under 0123456789ab"):
        Drafts(database).load("0123456789abcdef")


def test_a_kept_text_that_is_no_draft_is_corrupt(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO draft (content_hash, content) VALUES ('h', '{}')")
    with pytest.raises(CorruptHistory):
        Drafts(database).load("h")
