"""Is the environment read as the contract says, and is what is wrong named with its mend?"""

from pathlib import Path

import pytest

from bot.settings import SLACK_API, SettingsError, load_settings


def test_everything_has_a_default_that_starts_a_demo() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///baton.db"
    assert settings.slack_api_url == SLACK_API
    assert (settings.port, settings.log_level, settings.log_format) == (3000, "INFO", "")
    assert settings.baton_llm_api == "auto"
    assert settings.team_file is None
    assert not settings.uses_socket_mode


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATABASE_URL": "postgres://baton@127.0.0.1/baton",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
        "BATON_TEAM": "northfold.toml",
        "BATON_LLM_API": "chat",
        "PORT": "8080",
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "json",
        "DYNO": "worker.1",
    }.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.bot_token() == "xoxb-1"
    assert settings.signing_secret() == "secret"
    assert settings.uses_socket_mode
    assert settings.team_file == Path("northfold.toml")
    assert (settings.port, settings.log_level, settings.executor) == (8080, "DEBUG", "worker.1")


def test_a_file_of_settings_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=4000\nLOG_FORMAT=text\nSOMEBODY_ELSES=1\n", "utf-8")
    monkeypatch.setenv("PORT", "5000")
    settings = load_settings()
    assert (settings.port, settings.log_format) == (5000, "text")


def test_a_team_file_in_the_folder_is_found() -> None:
    Path("team.toml").write_text("", "utf-8")
    assert load_settings().team_file == Path("team.toml")


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("DATABASE_URL", "mysql://host/baton", "use sqlite:///PATH or postgresql://"),
        ("SLACK_API_URL", "https://slack.com/api", "use an https:// address that ends in /api/"),
        ("SLACK_API_URL", "http://evil.test/api/", "use an https:// address that ends in /api/"),
        ("SLACK_BOT_TOKEN", "xapp-not-this-one", "does not begin with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-not-this-one", "does not begin with xapp-"),
        ("BATON_LIBREOFFICE", "/nowhere/soffice", "use auto, off or the path of LibreOffice"),
        ("BATON_PUBLIC_URL", "http://baton.example.com", "use the address that people reach, like https://"),
        ("BATON_PUBLIC_URL", "https://baton.example.com/briefs", "without a path"),
        ("BATON_LINK_SECRET", "too short", "at least 32 characters"),
        ("BATON_PROXIES", "6", "less than or equal to 5"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("PORT", "many", "valid integer"),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("BATON_LLM_API", "guess", "'auto', 'responses' or 'chat'"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value).startswith(f"{name}: ")
    assert mend in str(refused.value)
    assert value not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://baton.example.com/", "https://baton.example.com"),
        ("https://baton.example.com:8443", "https://baton.example.com:8443"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("", None),
    ],
)
def test_links_begin_with_the_public_address(monkeypatch: pytest.MonkeyPatch, typed: str, address: str | None) -> None:
    monkeypatch.setenv("BATON_PUBLIC_URL", typed)
    monkeypatch.setenv("BATON_LINK_SECRET", "")
    assert (load_settings().baton_public_url, load_settings().baton_link_secret) == (address, None)


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "-1")
    monkeypatch.setenv("DATABASE_URL", "here")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert {line.partition(":")[0] for line in str(refused.value).splitlines()} == {"PORT", "DATABASE_URL"}


def test_a_missing_secret_is_named_where_it_is_needed() -> None:
    settings = load_settings()
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is missing"):
        settings.bot_token()
    with pytest.raises(SettingsError, match=r"SLACK_SIGNING_SECRET is missing.*SLACK_APP_TOKEN"):
        settings.signing_secret()


def test_secrets_are_not_in_what_a_log_could_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-secret")
    assert "planted" not in repr(load_settings())
