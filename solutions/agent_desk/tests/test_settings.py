"""What the settings promise."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player

pytestmark = pytest.mark.target("agentdesk.settings:Settings.from_env")


@pytest.mark.parametrize("name", ["MAX_ROUNDS", "PARALLEL_TOOLS", "TOOL_DEADLINE_S"])
def test_limits_that_make_no_sense_are_refused(player: Player, name: str) -> None:
    environ = {"MISTRAL_API_KEY": "k", f"AGENTDESK_{name}": "7"}
    settings = player.call("agentdesk.settings:Settings.from_env", environ=environ)
    assert settings[name.lower()] == 7, f"AGENTDESK_{name} is not read"
    environ[f"AGENTDESK_{name}"] = "0"
    with pytest.raises(CandidateError) as caught:
        player.call("agentdesk.settings:Settings.from_env", environ=environ)
    assert caught.value.type == "ConfigError"


def test_the_defaults_are_those_of_the_pull_request(player: Player) -> None:
    settings = player.call("agentdesk.settings:Settings.from_env", environ={"MISTRAL_API_KEY": "k"})
    assert (settings["parallel_tools"], settings["region"]) == (4, "eu")
