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

MARKER = "mistral(strict=False, openai=False): how the fixture of this name behaves"
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
    def mistral(self, request: pytest.FixtureRequest) -> Iterator[Simulator]:
        """A fresh Mistral API on loopback: script its answers, and read the requests it got.

        The SDK's three hosts lead to it, MISTRAL_API_KEY is "test-key", and so on: see
        ``checker.simulator.reach``. A script that does not fit fails the test; with
        ``@pytest.mark.mistral(strict=True)`` so does a request that is not scripted, or an answer
        that is not used. ``openai=True`` sets OPENAI_BASE_URL too.
        """
        marker = request.node.get_closest_marker("mistral")
        options = {} if marker is None else marker.kwargs
        yield from _served(self._network, **options)

    @pytest.fixture(scope="session")
    @classmethod  # pytest 9 warns of methods of an instance at this scope
    def mistral_session(cls) -> Iterator[Simulator]:
        """One Mistral API for the whole session; ``mistral_session.reset()`` begins anew."""
        from checker.simulator import Network  # noqa: PLC0415  # only where a test asks for it

        with Network() as network:
            yield from _served(network)

    def pytest_unconfigure(self) -> None:
        """Stop the thread."""
        self._stack.close()


def _served(network: Network, *, strict: bool = False, openai: bool = False) -> Iterator[Simulator]:
    """Yield a simulator that the clients of this process reach; a fault fails the test."""
    from checker.simulator.reach import reached  # noqa: PLC0415  # only where a test asks for it

    with network.simulator() as simulator, reached(simulator, openai=openai):
        simulator.strict = strict
        yield simulator
    faults = (*simulator.errors, *(simulator.unused if strict else ()))
    if faults:
        pytest.fail("the simulator complains: " + "; ".join(faults), pytrace=False)


def pytest_configure(config: pytest.Config) -> None:
    """Offer the fixture, unless another plugin offers a ``mistral`` of its own."""
    config.addinivalue_line("markers", MARKER)
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
