"""How unmodified clients of this process reach a simulator."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from unittest import TestCase, mock

from checker.simulator.network import Network
from checker.simulator.simulator import Simulator

KEY = "test-key"
PRYING = ("MISTRAL_DEBUG", "MISTRAL_SDK_TELEMETRY", "MISTRAL_SA_TOKEN_PATH")  # SDK 3.7.0


@contextmanager
def reached(mistral: Simulator, *, openai: bool = False) -> Iterator[None]:
    """Let clients of this process reach the simulator, until the end of the block.

    The SDK's three hosts lead to it, MISTRAL_API_KEY is "test-key", MISTRAL_API_BASE (litellm) and
    MISTRAL_BASE_URL (langchain) are its ``/v1``, and no debug output or telemetry of the SDK leaves
    the process. With ``openai`` OPENAI_BASE_URL and OPENAI_API_KEY are set as well.
    """
    kept = {name: value for name, value in os.environ.items() if name not in PRYING}
    with ExitStack() as stack:
        changed = {**kept, **_variables(mistral, openai=openai)}
        stack.enter_context(mock.patch.dict(os.environ, changed, clear=True))
        servers = _servers()
        if servers is not None:
            stack.enter_context(mock.patch.dict(servers, mistral.urls))
        yield


class MistralTestCase(TestCase):
    """A test case of unittest with a fresh simulator, ``self.mistral``, for each test."""

    mistral: Simulator

    def setUp(self) -> None:
        """Start a simulator that the code under test reaches."""
        super().setUp()
        network = self.enterContext(Network())
        self.mistral = self.enterContext(network.simulator())
        self.enterContext(reached(self.mistral))

    def tearDown(self) -> None:
        """Fail if the script did not fit."""
        if self.mistral.errors:
            self.fail(f"the simulator complains: {'; '.join(self.mistral.errors)}")
        super().tearDown()


def _variables(mistral: Simulator, *, openai: bool) -> Mapping[str, str]:
    base = f"{mistral.urls['global']}/v1"
    told = {"MISTRAL_API_KEY": KEY, "MISTRAL_API_BASE": base, "MISTRAL_BASE_URL": base}
    return {**told, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": base} if openai else told


def _servers() -> dict[str, str] | None:
    """Return the SDK's hosts, which it looks up at every call, None where it is not installed."""
    try:
        from mistralai.client.sdkconfiguration import SERVERS  # noqa: PLC0415  # a second to import
    except ImportError:
        return None
    return SERVERS
