from __future__ import annotations

from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.settings import Settings


def test_variables_win_over_defaults() -> None:
    environ = {"MISTRAL_API_KEY": "k", "GATEWAY_SLOTS": "3", "GATEWAY_BURST": ""}
    settings = Settings.from_env({**environ, "GATEWAY_LEDGER": "x.sqlite3"})
    assert (settings.slots, settings.burst, settings.ledger) == (3, 20, Path("x.sqlite3"))


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Settings.from_env({"MISTRAL_API_KEY": "secret"}))


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"MISTRAL_API_KEY": "k", "GATEWAY_REGION": "EU"},
        {"MISTRAL_API_KEY": "k", "GATEWAY_SLOTS": "many"},
        {"MISTRAL_API_KEY": "k", "GATEWAY_SLOTS": "0"},
        {"MISTRAL_API_KEY": "k", "GATEWAY_RATE_PER_S": "-1"},
    ],
)
def test_what_makes_no_sense_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        Settings.from_env(environ)
