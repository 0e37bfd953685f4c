"""What the settings promise."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import CandidateError, Player

pytestmark = pytest.mark.target("helpdesk.settings:Settings.from_env")


@pytest.mark.parametrize("name", ["EMBED_BATCH", "MAX_IN_FLIGHT", "MAX_TOOL_ROUNDS"])
def test_limits_that_make_no_sense_are_refused(player: Player, name: str) -> None:
    limit = secrets.randbelow(90) + 10
    environ = {"MISTRAL_API_KEY": "k", f"HELPDESK_{name}": str(limit)}
    settings = player.call("helpdesk.settings:Settings.from_env", environ=environ)
    assert settings[name.lower()] == limit, f"HELPDESK_{name} is not read"
    environ[f"HELPDESK_{name}"] = "0"
    with pytest.raises(CandidateError) as caught:
        player.call("helpdesk.settings:Settings.from_env", environ=environ)
    assert caught.value.type == "ConfigError", f"{caught.value.type} instead of ConfigError"


def test_the_defaults_are_those_of_the_pull_request(player: Player) -> None:
    settings = player.call("helpdesk.settings:Settings.from_env", environ={"MISTRAL_API_KEY": "k"})
    assert (settings["max_in_flight"], settings["region"]) == (4, "eu")
