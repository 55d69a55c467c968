"""Is what README and docs say still true? Commands are executed, links followed, generated parts made again."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import app
from bot.settings import Settings
from tests.generated import DOCS, GENERATED, PARTS, ROOT, renewed

PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
WITH_CONSOLE = [page for page in PAGES if "```console" in page.read_text()]
BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NEEDED = ("team.example.toml", "docs/examples/campaign.json")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, kind: str) -> Iterator[str]:
    return (match[2] for match in BLOCK.finditer(page.read_text()) if match[1] == kind)


def run(command: str, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    environment |= {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder)}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("page", WITH_CONSOLE, ids=name)
def test_what_a_page_tells_people_to_type_works(page: Path, tmp_path: Path) -> None:
    for path in NEEDED:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    output = ""
    for line in "\n".join(blocks(page, "console")).splitlines():
        if line.startswith("$ "):
            output = run(line.removeprefix("$ "), tmp_path)
        else:
            assert line in output


def test_pages_are_found_at_all() -> None:
    assert {"README.md", "docs/running.md"} <= {name(page) for page in WITH_CONSOLE}
    assert sum(len(list(blocks(page, "sh"))) for page in PAGES) >= 5


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text()):
        path, _, heading = target.partition("#")
        if target.startswith("https://"):
            continue
        found = page if not path else (page.parent / path).resolve()
        assert found.exists(), target
        if heading:
            assert heading in {_anchor(title) for title in re.findall(r"^#+ (.*)$", found.read_text(), re.MULTILINE)}


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_target_and_baton_command_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    commands |= {group.name for group in app.registered_groups}
    code = "\n".join([*re.findall(r"`([^`\n]+)`", page.read_text()), *blocks(page, "sh"), *blocks(page, "console")])
    for target in re.findall(r"^(?:\$ )?make ([a-z-]+)", code, re.MULTILINE):
        assert target in targets
    for command in re.findall(r"\bbaton ([a-z]+)(?!\S)", code):
        assert command in commands


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_the_program_writes_itself_is_fresh(page: Path) -> None:
    assert renewed(page.read_text()) == page.read_text(), "run `make docs`"


def test_every_generated_part_stands_somewhere() -> None:
    assert {match[2] for page in PAGES for match in GENERATED.finditer(page.read_text())} == set(PARTS)


def test_every_variable_of_the_environment_is_documented() -> None:
    named = {field.upper() for field in Settings.model_fields if field != "executor"} | {"BATON_EXECUTOR"}
    running, example = (DOCS / "running.md").read_text(), (ROOT / ".env.example").read_text()
    assert not [variable for variable in named if f"`{variable}`" not in running]
    assert not [variable for variable in named if f"#{variable}=" not in example]


def test_the_procfile_starts_what_the_contract_says() -> None:
    lines = dict(line.split(": ") for line in (ROOT / "Procfile").read_text().splitlines())
    assert lines == {"release": "baton migrate", "web": "baton web", "worker": "baton worker"}
