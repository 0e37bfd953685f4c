"""What the settings promise."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import CandidateError, Player

pytestmark = pytest.mark.target("helpdesk.settings:Settings.from_env")


# As python -O does it: every module is compiled without its assertions.
WITHOUT_ASSERTIONS = """
import sys
from importlib.machinery import SourceFileLoader
compiled = SourceFileLoader.source_to_code

def without_assertions(self, data, path, *, _optimize=-1):
    return compiled(self, data, path, _optimize=1)

SourceFileLoader.source_to_code = without_assertions
SourceFileLoader.get_code = lambda self, name: self.source_to_code(
    self.get_data(self.get_filename(name)), self.get_filename(name)
)
for name in [each for each in sys.modules if each.partition(".")[0] == "helpdesk"]:
    del sys.modules[name]
from helpdesk.settings import Settings

told = []
for environ in environs:
    try:
        Settings.from_env(environ)
        told.append("accepted")
    except Exception as error:
        told.append(type(error).__name__)
return told
"""
FROM_ENV = "helpdesk.settings:Settings.from_env"


@pytest.mark.parametrize("name", ["EMBED_BATCH", "MAX_IN_FLIGHT", "MAX_TOOL_ROUNDS"])
def test_limits_that_make_no_sense_are_refused(player: Player, name: str) -> None:
    variable = f"HELPDESK_{name}"
    for limit in (secrets.randbelow(90) + 10, 1):
        environ = {"MISTRAL_API_KEY": "k", variable: str(limit)}
        settings = player.call(FROM_ENV, environ=environ)
        assert settings[name.lower()] == limit, f"{variable} is not read"
    refused = [{"MISTRAL_API_KEY": "k", variable: limit} for limit in ("0", "-1")]
    for environ in refused:
        with pytest.raises(CandidateError) as caught:
            player.call(FROM_ENV, environ=environ)
        assert caught.value.type == "ConfigError", f"{caught.value.type} instead of ConfigError"
    told = player.run(WITHOUT_ASSERTIONS, environs=[*refused, {"MISTRAL_API_KEY": "k"}])
    assert told == ["ConfigError", "ConfigError", "accepted"], f"with python -O: {', '.join(told)}"


def test_the_defaults_are_those_of_the_pull_request(player: Player) -> None:
    settings = player.call("helpdesk.settings:Settings.from_env", environ={"MISTRAL_API_KEY": "k"})
    assert (settings["max_in_flight"], settings["region"]) == (4, "eu")
