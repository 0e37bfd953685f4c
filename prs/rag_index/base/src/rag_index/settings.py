"""How an index is set up, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rag_index.errors import SettingsError

PREFIX = "RAG_INDEX_"
REGIONS = {"eu", "us", "global"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the index is, which models it asks, and how much it asks of them at once.

    Numbers say their unit in their name. All of them are 1 or more.
    """

    api_key: str = field(repr=False)
    database: Path = Path("handbook.sqlite3")
    region: str = "eu"
    embed_model: str = "mistral-embed-2312"
    timeout_ms: int = 20_000
    retry_first_ms: int = 500
    retry_total_ms: int = 15_000
    chunk_chars: int = 800  # the longest passage
    embed_texts: int = 64  # texts in one request

    def __post_init__(self) -> None:
        if not self.api_key:
            raise SettingsError("MISTRAL_API_KEY is not set")
        if self.region not in REGIONS:
            raise SettingsError(f"{PREFIX}REGION must be one of {', '.join(sorted(REGIONS))}")
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, int) and value < 1:
                raise SettingsError(f"{PREFIX}{name.upper()} must be 1 or more")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Return the settings of an environment; what is unset or empty has its default.

        Raises:
            SettingsError: the API key is missing, or a value is out of its range.
        """
        defaults = cls(api_key="none yet")
        numbers = {
            name: _number(environ, name, default)
            for name in cls.__slots__
            if isinstance(default := getattr(defaults, name), int)
        }
        texts = {
            name: text
            for name in cls.__slots__
            if isinstance(getattr(defaults, name), str)
            and (text := environ.get(PREFIX + name.upper(), "").strip())
        }
        database = Path(environ.get(f"{PREFIX}DATABASE") or defaults.database)
        api_key = environ.get("MISTRAL_API_KEY", "").strip()
        return cls(**numbers, **{**texts, "api_key": api_key}, database=database)  # type: ignore[arg-type]  # checked by kind above


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    variable = PREFIX + name.upper()
    text = environ.get(variable, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError as error:
        raise SettingsError(f"{variable} must be a whole number") from error
