from __future__ import annotations

from pathlib import Path

import pytest

from rag_index.cli import main
from rag_index.errors import SettingsError
from rag_index.settings import Settings


def test_what_is_unset_has_its_default() -> None:
    settings = Settings.from_env({"MISTRAL_API_KEY": "k", "RAG_INDEX_EMBED_TEXTS": " "})
    assert (settings.embed_texts, settings.region) == (64, "eu")


def test_what_is_set_is_read() -> None:
    environ = {"MISTRAL_API_KEY": "k", "RAG_INDEX_DATABASE": "a.db", "RAG_INDEX_CHUNK_CHARS": "9"}
    settings = Settings.from_env(environ)
    assert (settings.database, settings.chunk_chars) == (Path("a.db"), 9)


def test_the_key_is_not_printed() -> None:
    assert "hush" not in repr(Settings(api_key="hush"))


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"MISTRAL_API_KEY": "k", "RAG_INDEX_REGION": "Europe"},
        {"MISTRAL_API_KEY": "k", "RAG_INDEX_CHUNK_CHARS": "0"},
        {"MISTRAL_API_KEY": "k", "RAG_INDEX_CHUNK_CHARS": "many"},
    ],
)
def test_nonsense_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        Settings.from_env(environ)


def test_a_missing_key_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MISTRAL_API_KEY", raising=False)
    assert main(["list"]) == 1
