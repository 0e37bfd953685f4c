"""What the settings promise."""

from __future__ import annotations

import re
import secrets

import pytest

from checker.sandbox.player import CandidateError, Player

pytestmark = pytest.mark.target("rag_index.settings:Settings.from_env")

LIMITS = ["EMBED_TOKENS", "MAX_IN_FLIGHT", "KEPT_QUESTIONS", "CONTEXT_CHARS", "ANSWER_TOKENS"]


def test_every_model_is_pinned_to_a_date(player: Player) -> None:
    settings = player.call("rag_index.settings:Settings.from_env", environ={"MISTRAL_API_KEY": "k"})
    models = {name: str(settings[name]) for name in ("chat_model", "embed_model")}
    loose = [model for model in models.values() if not re.search(r"-\d{4}$", model)]
    assert loose == [], f"{', '.join(loose)} is whatever the API makes of it next month"


@pytest.mark.parametrize("name", LIMITS)
def test_limits_are_read_and_must_make_sense(player: Player, name: str) -> None:
    limit = secrets.randbelow(90) + 10
    environ = {"MISTRAL_API_KEY": "k", f"RAG_INDEX_{name}": str(limit)}
    settings = player.call("rag_index.settings:Settings.from_env", environ=environ)
    assert settings[name.lower()] == limit, f"RAG_INDEX_{name} is not read"
    environ[f"RAG_INDEX_{name}"] = "0"
    with pytest.raises(CandidateError) as caught:
        player.call("rag_index.settings:Settings.from_env", environ=environ)
    assert "RagIndexError" in caught.value.bases
