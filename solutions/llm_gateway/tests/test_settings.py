"""What the settings promise."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player

pytestmark = pytest.mark.target("gateway.settings:Settings.from_env")


def test_the_defaults_are_those_of_the_pull_request(player: Player) -> None:
    settings = player.call("gateway.settings:Settings.from_env", environ={"MISTRAL_API_KEY": "k"})
    assert (settings["attempts"], settings["budget"], settings["grace_s"]) == (3, None, 20)


def test_no_attempts_at_all_make_no_sense(player: Player) -> None:
    environ = {"MISTRAL_API_KEY": "k", "GATEWAY_ATTEMPTS": "0"}
    with pytest.raises(CandidateError) as caught:
        player.call("gateway.settings:Settings.from_env", environ=environ)
    assert caught.value.type == "ConfigError"
