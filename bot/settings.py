"""What does the environment say? The only place that reads it."""

import re
import shutil
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API = "https://slack.com/api/"
DEFAULT_MODEL = "gpt-5.5"
SHORTEST_SECRET = 32

_PUBLIC = re.compile(r"https://[\w.-]+(:\d{1,5})?|http://(127\.0\.0\.1|localhost)(:\d{1,5})?", re.ASCII)


class SettingsError(Exception):
    """The environment is wrong; each line names a variable, what is wrong with it and how to mend it."""


class Settings(BaseSettings):
    """The settings of one process, from the environment and a `.env` file."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    database_url: str = "sqlite:///baton.db"
    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = SLACK_API
    baton_team: Path | None = None
    baton_data: Path | None = None
    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    baton_model: str = DEFAULT_MODEL
    baton_llm_api: Literal["auto", "responses", "chat"] = "auto"
    baton_web_research: Literal["on", "off"] = "off"
    baton_model_seconds: float = Field(default=90, ge=1, le=600)
    baton_tokens_per_brief: int = Field(default=150_000, ge=0)
    baton_tokens_per_person: int = Field(default=500_000, ge=0)
    baton_tokens_per_day: int = Field(default=3_000_000, ge=0)
    baton_libreoffice: str = "auto"
    """Where LibreOffice is, or `auto` to look for it, or `off`."""
    baton_public_url: str | None = None
    """Where people outside reach this installation's pages; without it there are no links for people without Slack."""
    baton_link_secret: SecretStr | None = None
    """What links are signed with; without it the database makes a secret of its own, once."""
    baton_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies of ours stand before the pages, each of which adds an address to `X-Forwarded-For`."""
    port: int = Field(default=3000, ge=0, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["", "text", "json"] = ""
    executor: str | None = Field(default=None, validation_alias=AliasChoices("BATON_EXECUTOR", "DYNO", "POD_NAME"))
    """A name that this process keeps over restarts and that no other live process has."""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")):
            raise ValueError("use sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _api_folder(cls, value: str) -> str:
        if not value.startswith(("https://", "http://127.0.0.1", "http://localhost")) or not value.endswith("/api/"):
            raise ValueError("use an https:// address that ends in /api/")
        return value

    @field_validator("baton_public_url")
    @classmethod
    def _public_address(cls, value: str | None) -> str | None:
        if not value:
            return None
        address = value.removesuffix("/")
        if not _PUBLIC.fullmatch(address):
            raise ValueError("use the address that people reach, like https://baton.example.com, without a path")
        return address

    @field_validator("baton_link_secret")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"use at least {SHORTEST_SECRET} characters that nobody can guess")
        return value

    @field_validator("openai_base_url")
    @classmethod
    def _model_address(cls, value: str | None) -> str | None:
        if not value:
            return None
        if not re.fullmatch(r"https?://[\w.-]+(?::\d{1,5})?(?:/[\w./~-]*)?", value, re.ASCII):
            raise ValueError("use an address like https://models.example.com/v1")
        return value

    @field_validator("openai_api_key")
    @classmethod
    def _model_key(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value().strip() if value else ""
        if not key:
            return None
        if not re.fullmatch(r"[!-~]+", key):
            raise ValueError("this key has characters that no key has; copy it again")
        return SecretStr(key)

    @field_validator("baton_libreoffice")
    @classmethod
    def _known_office(cls, value: str) -> str:
        if value not in {"auto", "off"} and not shutil.which(value):
            raise ValueError("use auto, off or the path of LibreOffice’s program soffice")
        return value

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _token_kind(cls, value: SecretStr | None, info: Any) -> SecretStr | None:
        prefix = "xapp-" if info.field_name == "slack_app_token" else "xoxb-"
        if value is not None and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"this token does not begin with {prefix}; copy the right one from the Slack app's page")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def uses_socket_mode(self) -> bool:
        """Tell whether Slack is listened to over Socket Mode rather than HTTP."""
        return self.slack_app_token is not None

    @property
    def team_file(self) -> Path | None:
        """The team file to read at start, if there is one."""
        if self.baton_team is not None:
            return self.baton_team
        default = Path("team.toml")
        return default if default.exists() else None

    def bot_token(self) -> str:
        """Return the bot token.

        Raises:
            SettingsError: when there is none.
        """
        if self.slack_bot_token is None:
            raise SettingsError("SLACK_BOT_TOKEN is missing: copy the bot token (xoxb-…) from the Slack app's page.")
        return self.slack_bot_token.get_secret_value()

    def signing_secret(self) -> str:
        """Return the signing secret of the HTTP transport.

        Raises:
            SettingsError: when there is none.
        """
        if self.slack_signing_secret is None or not self.slack_signing_secret.get_secret_value():
            raise SettingsError(
                "SLACK_SIGNING_SECRET is missing: copy it from the Slack app's Basic Information page, "
                "or set SLACK_APP_TOKEN to listen over Socket Mode."
            )
        return self.slack_signing_secret.get_secret_value()


def load_settings(**overrides: Any) -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: naming every variable that is wrong, without its value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as refused:
        lines = [f"{_variable(error['loc'])}: {_sentence(error)}." for error in refused.errors()]
        raise SettingsError("\n".join(lines)) from None


def _variable(loc: tuple[str | int, ...]) -> str:
    return str(loc[0]).upper() if loc else "environment"


def _sentence(error: Any) -> str:
    return str(error["ctx"]["error"]) if error["type"] == "value_error" else str(error["msg"])
