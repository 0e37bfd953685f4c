"""What the settings make of their environment."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player

FROM_ENV = "rag_index.settings:Settings.from_env"

pytestmark = pytest.mark.target(FROM_ENV)


def test_every_region_of_the_api_may_be_chosen(player: Player) -> None:
    for region in ("eu", "us", "global"):
        environ = {"MISTRAL_API_KEY": "k", "RAG_INDEX_REGION": region}
        try:
            settings = player.call(FROM_ENV, environ=environ)
        except CandidateError as error:
            pytest.fail(f"the region {region} ends in {error.type}")
        assert settings["region"] == region


def test_white_space_is_no_part_of_a_value(player: Player) -> None:
    environ = {"MISTRAL_API_KEY": "k\n", "RAG_INDEX_REGION": " eu ", "RAG_INDEX_CHAT_MODEL": " "}
    settings = player.call(FROM_ENV, environ=environ)
    assert (settings["api_key"], settings["region"]) == ("k", "eu")
    assert settings["chat_model"].strip(), "a blank variable is taken for a value"
    with pytest.raises(CandidateError) as caught:
        player.call(FROM_ENV, environ={"MISTRAL_API_KEY": " "})
    assert "RagIndexError" in caught.value.bases


def test_what_is_no_number_is_told_with_its_cause(player: Player) -> None:
    environ = {"MISTRAL_API_KEY": "k", "RAG_INDEX_EMBED_TOKENS": "many"}
    with pytest.raises(CandidateError) as caught:
        player.call(FROM_ENV, environ=environ)
    assert "RagIndexError" in caught.value.bases, f"{caught.value.type} instead of SettingsError"
    assert "EMBED_TOKENS" in caught.value.message, "nobody is told which variable is wrong"
    assert caught.value.cause is not None, f"{caught.value.type} has lost its cause"
