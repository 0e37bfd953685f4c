"""What the settings take from the environment, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from checker.sandbox.player import CandidateError, Player

pytestmark = pytest.mark.target("gateway.settings:Settings.from_env")

CHOSEN: dict[str, Any] = {
    "region": "us",
    "timeout_ms": 7_001,
    "retry_initial_ms": 7_002,
    "retry_total_ms": 7_003,
    "rate_per_s": 7.5,
    "cache_ttl_s": 8.5,
    "attempts": 1,
    "retries_per_s": 9.5,
    "stream_deadline_s": 10.5,
    "grace_s": 11.5,
    "budget": 7_004,
}
USUAL = {"timeout_ms": 20_000, "retry_initial_ms": 500, "retry_total_ms": 15_000, "rate_per_s": 5}
SENSELESS = (
    {"RATE_PER_S": "0"},
    {"STREAM_DEADLINE_S": "0"},
    {"STREAM_DEADLINE_S": "-1"},
)
NO_RETRIES = ({"RETRIES_PER_S": "0"}, {"RETRIES_PER_S": "-1"})


def settings(player: Player, key: str = "k", **variables: str) -> dict[str, Any]:
    environ = {f"GATEWAY_{name}": text for name, text in variables.items()}
    read: dict[str, Any] = player.call(
        "gateway.settings:Settings.from_env", environ={"MISTRAL_API_KEY": key, **environ}
    )
    return read


def test_every_variable_is_read(player: Player) -> None:
    read = settings(player, **{name.upper(): str(value) for name, value in CHOSEN.items()})
    assert {name: read[name] for name in CHOSEN} == CHOSEN


def test_every_region_can_be_chosen(player: Player) -> None:
    assert [settings(player, REGION=each)["region"] for each in ("eu", "global")] == [
        "eu",
        "global",
    ]


def test_what_is_not_set_is_as_it_was_before(player: Player) -> None:
    read = settings(player)
    assert {name: read[name] for name in USUAL} == USUAL


def test_one_retry_a_second_unless_somebody_says_otherwise(player: Player) -> None:
    assert settings(player)["retries_per_s"] == 1


def test_a_rate_or_a_deadline_of_nothing_makes_no_sense(player: Player) -> None:
    for variables in SENSELESS:
        with pytest.raises(CandidateError) as caught:
            settings(player, **variables)
        assert caught.value.type == "ConfigError", f"{variables} raised {caught.value}"


def test_a_rate_of_no_retries_makes_no_sense(player: Player) -> None:
    for variables in NO_RETRIES:
        with pytest.raises(CandidateError) as caught:
            settings(player, **variables)
        assert caught.value.type == "ConfigError", f"{variables} raised {caught.value}"


def test_a_key_of_blanks_is_no_key(player: Player) -> None:
    with pytest.raises(CandidateError) as caught:
        settings(player, key="  \n")
    assert caught.value.type == "ConfigError"


def test_what_is_no_number_is_refused_with_its_cause(player: Player) -> None:
    with pytest.raises(CandidateError) as caught:
        settings(player, SLOTS="many")
    assert caught.value.type == "ConfigError"
    assert caught.value.cause, "the error has lost its cause"
