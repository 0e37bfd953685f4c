"""Settings, read once from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from helpdesk.errors import ConfigError

REGIONS = ("eu", "us", "global")
PARSERS: Mapping[str, Callable[[str], Any]] = {"str": str, "int": int, "float": float, "Path": Path}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this desk is set up; every duration says its unit."""

    api_key: str = field(repr=False)
    database: Path
    region: str = "eu"  # customers are promised that their data stays in the EU
    chat_model: str = "mistral-small-2603"
    embed_model: str = "mistral-embed-2312"
    timeout_ms: int = 20_000
    retry_initial_ms: int = 500
    retry_total_ms: int = 15_000
    max_tokens: int = 600

    def __post_init__(self) -> None:
        if not self.api_key:
            raise ConfigError("MISTRAL_API_KEY is not set")
        if self.region not in REGIONS:
            raise ConfigError(f"HELPDESK_REGION must be one of {', '.join(REGIONS)}")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings: MISTRAL_API_KEY, and HELPDESK_<FIELD> for every other field.

        A variable that is unset or empty has its default.
        """
        given: dict[str, Any] = {"database": Path("helpdesk.sqlite3")}
        for each in fields(cls):
            name = f"HELPDESK_{each.name.upper()}"
            if text := environ.get(name):
                given[each.name] = _parse(name, text, str(each.type))
        return cls(**{**given, "api_key": environ.get("MISTRAL_API_KEY", "").strip()})


def _parse(name: str, text: str, kind: str) -> Any:
    try:
        return PARSERS[kind](text)
    except ValueError as error:
        raise ConfigError(f"{name} must be a number, not {text!r}") from error
