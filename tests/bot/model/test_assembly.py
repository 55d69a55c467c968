"""Is the drafter chosen by the environment, and does the doctor know what is wrong with the endpoint?"""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import make_drafter
from bot.clock import now
from bot.model.assembly import endpoint, problem_with_model
from bot.model.caps import Caps, estimate
from bot.model.chat import Chat
from bot.model.drafter import ModelDrafter
from bot.model.endpoint import OPENAI
from bot.model.prompt import drafting
from bot.settings import DEFAULT_MODEL, Settings, SettingsError, load_settings
from storage.database import Database
from storage.migrate import migrate
from storage.usages import Usages
from tests.conftest import ROOT
from tests.model_server import ModelServer, Mood, answering, good, html_page, refusing
from tests.workflow.drafting.material import DATA, assignment
from workflow.drafting.compose import EmbeddedDrafter

ROOMY = Caps(seconds=60, per_brief=10**7, per_person=10**7, per_day=10**7)


def settings(server: ModelServer, **changed: object) -> Settings:
    return load_settings(
        **{
            "_env_file": None,
            "openai_api_key": "sk-test",
            "openai_base_url": server.url,
            "baton_model": "m-1",
            **changed,
        }
    )


def test_without_a_key_the_embedded_drafter_writes_and_no_client_is_imported() -> None:
    code = (
        "import sys; from bot.app import make_drafter, now; from bot.settings import load_settings;"
        "drafter = make_drafter(load_settings(_env_file=None, openai_api_key=' '), now);"
        "print(type(drafter).__name__, 'openai' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == [EmbeddedDrafter.__name__, "False"]


def test_with_a_key_openai_is_asked_unless_another_address_is_given() -> None:
    own = endpoint(load_settings(_env_file=None, openai_api_key="sk-x", openai_base_url=""))
    assert (own.base_url, own.model) == (OPENAI, DEFAULT_MODEL)
    other = endpoint(load_settings(_env_file=None, openai_api_key="sk-x", openai_base_url="http://127.0.0.1:1/v1"))
    assert [type(each) for each in other.adapters] == [Chat]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"openai_base_url": "localhost:11434"}, "OPENAI_BASE_URL"),
        ({"openai_base_url": "http://a b/"}, "OPENAI_BASE_URL"),
        ({"openai_api_key": "sk-ü"}, "OPENAI_API_KEY"),
        ({"baton_llm_api": "soap"}, "BATON_LLM_API"),
        ({"baton_web_research": "maybe"}, "BATON_WEB_RESEARCH"),
        ({"baton_tokens_per_day": "-1"}, "BATON_TOKENS_PER_DAY"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(_env_file=None, **wrong)
    assert str(caught.value).startswith(named)
    assert "sk-ü" not in str(caught.value)


def test_what_a_brief_costs_is_kept_and_held_against_the_caps(server: ModelServer, database_url: str) -> None:
    database = Database.connect(database_url)
    migrate(database)
    try:
        task = replace(assignment("minimal"), brief="BRF-1", person="U0ROSA")
        drafter = make_drafter(settings(server, baton_tokens_per_brief=24_000), now, Usages(database))
        assert isinstance(drafter, ModelDrafter)
        for _ in range(9):
            drafter.write(task)
        assert 0 < len(server.asked) < 9
        assert "left of the 24,000 tokens that one brief has" in drafter.write(task).draft.limits[-1]
    finally:
        database.close()


def test_a_person_and_a_team_may_ask_again_after_a_day_and_a_brief_may_not(
    server: ModelServer, database_url: str
) -> None:
    database = Database.connect(database_url)
    migrate(database)
    moment = [datetime(2026, 11, 22, 9, tzinfo=UTC)]
    drafter = ModelDrafter(endpoint(settings(server)), ROOMY, Usages(database), lambda: moment[0])

    def told(caps: Caps, brief: str, person: str) -> str | None:
        task = replace(assignment("minimal"), brief=brief, person=person)
        return replace(drafter, caps=caps).write(task).without_model

    try:
        assert told(ROOMY, "BRF-1", "U0ROSA") is None
        spent = 900 + 120  # what the stand-in says that an answer cost
        scarce = spent + estimate(drafting(assignment("minimal"), EmbeddedDrafter().draft(assignment("minimal")), ()))
        person, day, brief = (replace(ROOMY, **{cap: scarce}) for cap in ("per_person", "per_day", "per_brief"))
        assert "one person has in 24 hours" in (told(person, "BRF-2", "U0ROSA") or "")
        assert "all share in 24 hours" in (told(day, "BRF-2", "U0TOM") or "")
        assert "one brief has" in (told(brief, "BRF-1", "U0TOM") or "")
        assert len(server.asked) == 1
        moment[0] += timedelta(hours=24, seconds=1)
        assert "one brief has" in (told(brief, "BRF-1", "U0TOM") or "")
        moderate = scarce + 10_000
        assert told(replace(ROOMY, per_person=moderate), "BRF-2", "U0ROSA") is None
        moment[0] += timedelta(hours=24, seconds=1)
        assert told(replace(ROOMY, per_day=moderate), "BRF-3", "U0ROSA") is None
    finally:
        database.close()


def test_the_doctor_is_content_with_a_model_that_is_listed(server: ModelServer) -> None:
    assert problem_with_model(settings(server)) is None
    assert server.asked == []


def test_a_model_that_no_list_names_is_tried_with_one_tiny_call(server: ModelServer) -> None:
    server.models = ()
    for mood in (good, answering("", "length"), refusing(429)):
        server.be(mood)
        assert problem_with_model(settings(server)) is None
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("mood", "mend"),
    [
        (refusing(404, "model_not_found"), "mend BATON_MODEL or OPENAI_BASE_URL"),
        (refusing(401), "mend OPENAI_API_KEY"),
        (refusing(429, "insufficient_quota"), "top it up"),
        (refusing(400), "try another BATON_LLM_API"),
        (html_page, "could not be read"),
    ],
)
def test_the_doctor_says_how_to_mend_what_is_wrong(mood: Mood, mend: str, server: ModelServer) -> None:
    server.models = ()
    server.be(mood)
    told = problem_with_model(settings(server))
    assert told is not None
    assert told.endswith(f" OPENAI_BASE_URL is {server.url}.")
    assert mend in told


def test_a_closed_port_is_told() -> None:
    gone = load_settings(_env_file=None, openai_api_key="sk-x", openai_base_url="http://127.0.0.1:9/v1")
    assert "could not be reached" in (problem_with_model(gone) or "")


def test_baton_draft_uses_the_model_and_baton_doctor_asks_for_it(server: ModelServer, tmp_path: Path) -> None:
    baton = Path(sys.executable).with_name("baton")
    environment = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url, "BATON_MODEL": "m-1", "PATH": "/usr/bin"}
    (tmp_path / "in.json").write_text((DATA / "ridgeline.json").read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [baton, "draft", "in.json", "-o", "out.docx", "--json", "out.json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    draft = json.loads((tmp_path / "out.json").read_text("utf-8"))["draft"]
    assert draft["written_by"] == "m-1 with Baton’s embedded drafter"
    assert "sk-test" not in done.stderr + done.stdout
    alone = subprocess.run(
        [baton, "draft", "in.json", "-o", "alone.docx"],
        cwd=tmp_path, env={**environment, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert alone.returncode == 0
    assert "Note: The language model could not be reached." in alone.stderr
    told = subprocess.run(
        [baton, "doctor"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert "ok    model: m-1" in told.stdout
