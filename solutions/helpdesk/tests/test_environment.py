"""What the settings make of their environment."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player

FROM_ENV = "helpdesk.settings:Settings.from_env"

pytestmark = pytest.mark.target(FROM_ENV)

LIMITS = ("EMBED_BATCH", "MAX_IN_FLIGHT", "MAX_TOOL_ROUNDS")


def test_what_makes_sense_is_taken_and_the_key_is_kept_secret(player: Player) -> None:
    environ = {"MISTRAL_API_KEY": "the-key\n", **{f"HELPDESK_{name}": "1" for name in LIMITS}}
    for region in ("eu", "us", "global"):
        try:
            settings = player.call(FROM_ENV, environ={**environ, "HELPDESK_REGION": region})
        except CandidateError as error:
            pytest.fail(f"the region {region} and limits of 1 end in {error.type}")
        assert (settings["region"], settings["api_key"]) == (region, "the-key")
    shown = player.run(
        "from helpdesk.settings import Settings\nreturn repr(Settings.from_env(environ))",
        environ=environ,
    )
    assert "the-key" not in shown, "the key is shown wherever the settings are"


def test_what_makes_no_sense_is_a_config_error(player: Player) -> None:
    key = {"MISTRAL_API_KEY": "k"}
    refused = {
        "no key": {},
        "a blank key": {"MISTRAL_API_KEY": " "},
        "a region that is none": {**key, "HELPDESK_REGION": "mars"},
    }
    for what, environ in refused.items():
        with pytest.raises(CandidateError) as caught:
            player.call(FROM_ENV, environ=environ)
        assert "ConfigError" in caught.value.bases, f"{what} ends in {caught.value.type}"
    with pytest.raises(CandidateError) as no_number:
        player.call(FROM_ENV, environ={**key, "HELPDESK_EMBED_BATCH": "many"})
    error = no_number.value
    assert "ConfigError" in error.bases, f"a number that is none ends in {error.type}"
    assert "EMBED_BATCH" in error.message, "nobody is told which variable is wrong"
    assert error.cause is not None, f"{error.type} has lost its cause"
