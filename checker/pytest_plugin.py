"""The pytest plugin: a fixture ``mistral``, a separate Mistral API for every test.

Unmodified code that builds ``Mistral(api_key=...)`` reaches it, sync and async: the SDK looks its
hosts up at every call (SDK 3.7.0, ``sdkconfiguration.SERVERS``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from checker.simulator import Network, Simulator

KEY = "test-key"
PRYING = ("MISTRAL_DEBUG", "MISTRAL_SDK_TELEMETRY", "MISTRAL_SA_TOKEN_PATH")  # SDK 3.7.0
MAX_SHOWN_REQUESTS = 40  # requests of a failed test


class Fixtures:
    """The fixtures of the plugin; all simulators of a session run on one thread."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    @cached_property
    def _network(self) -> Network:
        from checker.simulator import Network  # noqa: PLC0415  # only where a test asks for it

        return self._stack.enter_context(Network())

    @pytest.fixture
    def mistral(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
        """A fresh Mistral API on loopback: script its answers, and read the requests it got.

        The SDK's three hosts point to it, MISTRAL_API_KEY is "test-key", and no debug
        output or telemetry of the SDK leaves the process. A script that does not fit fails
        the test.
        """
        from mistralai.client.sdkconfiguration import SERVERS  # noqa: PLC0415  # a second to import

        monkeypatch.setenv("MISTRAL_API_KEY", KEY)
        for name in PRYING:
            monkeypatch.delenv(name, raising=False)
        with self._network.simulator() as simulator:
            for region, url in simulator.urls.items():
                monkeypatch.setitem(SERVERS, region, url)
            yield simulator
        if simulator.errors:
            pytest.fail("the simulator complains: " + "; ".join(simulator.errors), pytrace=False)

    def pytest_unconfigure(self) -> None:
        """Stop the thread."""
        self._stack.close()


def pytest_configure(config: pytest.Config) -> None:
    """Offer the fixture, unless another plugin offers a ``mistral`` of its own."""
    if not any(hasattr(plugin, "mistral") for plugin in config.pluginmanager.get_plugins()):
        config.pluginmanager.register(Fixtures(), "messypr_fixtures")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Show the requests of its simulator beside a failed test."""
    report: Any = yield
    simulator: Any = getattr(item, "funcargs", {}).get("mistral")
    if report.when == "call" and report.failed and hasattr(simulator, "summary"):
        from checker.simulator.wire import log_lines  # noqa: PLC0415  # only where a test failed

        lines = [
            log_lines.in_words(request) for request in simulator.requests[-MAX_SHOWN_REQUESTS:]
        ]
        report.sections.append(("mistral", "\n".join([*lines, simulator.summary])))
    return report  # type: ignore[no-any-return]  # pluggy types no wrappers
