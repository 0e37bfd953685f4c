from __future__ import annotations

import pytest

from helpdesk.errors import ConfigError
from helpdesk.settings import Settings


def test_defaults() -> None:
    settings = Settings.from_env({"MISTRAL_API_KEY": "k", "HELPDESK_TIMEOUT_MS": ""})
    assert (settings.region, settings.timeout_ms) == ("eu", 20_000)


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Settings.from_env({"MISTRAL_API_KEY": "secret"}))


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"MISTRAL_API_KEY": "k", "HELPDESK_REGION": "EU"},
        {"MISTRAL_API_KEY": "k", "HELPDESK_TIMEOUT_MS": "soon"},
    ],
)
def test_what_makes_no_sense_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        Settings.from_env(environ)
