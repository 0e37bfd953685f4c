"""The simulator as a hidden test uses it: it scripts answers and reads the wire log."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Self

from checker.simulator.server.endpoint import Endpoint
from checker.simulator.server.loop_thread import LoopThread
from checker.simulator.server.service import Control, Service
from checker.simulator.server.sockets import Listening
from checker.simulator.store.behaviour import Behaviour
from checker.simulator.store.clock import Clock
from checker.simulator.store.limits import Limits
from checker.simulator.store.quota import Quota
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.log import Listener
from checker.simulator.wire.summary import summary
from checker.simulator.wire.values import WireConnection, WireRequest, repeats


class Simulator:
    """A separate Mistral API, with one server for each region and one log for all.

    Attributes:
        urls: Base URLs by the SDK's server names (SDK 3.7.0, ``sdkconfiguration.SERVERS``).
        chat: /v1/chat/completions; the other endpoints likewise.
        moderations: /v1/moderations and /v1/chat/moderations; classifications likewise.
        files: /v1/files and the paths below; batch, agents and conversations likewise.
        closed: Whether it was closed.
    """

    def __init__(self, thread: LoopThread, taken: set[int], port: int = 0) -> None:
        self._thread = thread
        self._service = Service()
        self._listening = Listening(self._service, taken)
        self.urls: Mapping[str, str] = thread.run(self._listening.open(port))
        endpoints = self._service.endpoints
        self.chat: Endpoint = endpoints["chat"]
        self.embeddings: Endpoint = endpoints["embeddings"]
        self.fim: Endpoint = endpoints["fim"]
        self.moderations: Endpoint = endpoints["moderations"]
        self.classifications: Endpoint = endpoints["classifications"]
        self.models: Endpoint = endpoints["models"]
        self.files: Endpoint = endpoints["files"]
        self.batch: Endpoint = endpoints["batch"]
        self.ocr: Endpoint = endpoints["ocr"]
        self.agent_completions: Endpoint = endpoints["agent_completions"]
        self.agents: Endpoint = endpoints["agents"]
        self.conversations: Endpoint = endpoints["conversations"]
        self.transcriptions: Endpoint = endpoints["transcriptions"]
        self.closed = False

    @property
    def clock(self) -> Clock:
        """The time for quotas, paces, lives of models and signed URLs."""
        return self._service.memory.clock

    @property
    def strict(self) -> bool:
        """Whether a request that no test has scripted is a fault; refusals are none."""
        return self._service.strict

    @strict.setter
    def strict(self, strict: bool) -> None:
        """Whether a request that no test has scripted is a fault; refusals are none."""
        self._service.strict = strict

    @property
    def unused(self) -> tuple[str, ...]:
        """The scripted answers that no request has met, in words; standing ones do not count."""
        return tuple(left for each in self.endpoints.values() for left in each.unused)

    def assert_all_used(self) -> None:
        """Fail unless every queued answer was used up.

        Raises:
            AssertionError: Some are left; the message says of which endpoint.
        """
        if self.unused:
            raise AssertionError("; ".join(self.unused))

    def reset(self) -> None:
        """Begin anew at the same ports: nothing scripted, logged or stored, no setting changed."""
        self._thread.run(self._service.begin_anew())

    @property
    def limits(self) -> Limits:
        """What one request may hold; assign a ``replace`` of it to lower it."""
        return self._service.memory.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        """The limits of one request; assign a ``replace`` of it to lower them."""
        self._service.memory.limits = limits

    @property
    def behaviour(self) -> Behaviour:
        """The habits of the model in unscripted answers; assign a ``replace`` of it."""
        return self._service.memory.behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        """The habits of the model in unscripted answers; assign a ``replace`` of it."""
        self._service.memory.behaviour = behaviour

    def serve_model(self, name: str, like: str = "mistral-small-latest") -> None:
        """Serve one more model, say a deployment or ``ft:...``, that works like another.

        Raises:
            ValueError: The name is empty or taken, or there is no model to be like.
        """
        self._service.memory.serve_model(name, like)

    @property
    def quota(self) -> Quota | None:
        """What each key may ask for per minute, None for all it likes; a new one starts full."""
        return self._service.memory.quota

    @quota.setter
    def quota(self, quota: Quota | None) -> None:
        """The limit per key and minute, None for none; a new one starts full."""
        self._service.memory.quota = quota

    @property
    def batch_states(self) -> tuple[str, ...]:
        """The states of batch jobs created from now on, one for each look; the last one stays."""
        return self._service.memory.batch_states

    @batch_states.setter
    def batch_states(self, batch_states: tuple[str, ...]) -> None:
        """The states of batch jobs created from now on, one per look; the last one stays."""
        self._service.memory.batch_states = batch_states

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """Every endpoint by its name."""
        return self._service.endpoints

    def accept_keys(self, *keys: str) -> None:
        """Answer 401 to every other key; without this every key is accepted."""
        self._service.memory.know(keys)

    def bound_log(self, listener: Listener | None = None) -> None:
        """Keep only the latest part of the log, for a simulator that runs for a long time.

        ``listener`` is called with every request at its end, on the network's thread.
        """
        self._service.log.forgetful = True
        self._service.log.listener = listener

    @property
    def requests(self) -> tuple[WireRequest, ...]:
        """All requests in order of arrival, also those to no endpoint."""
        return self._service.log.requests()

    @property
    def connections(self) -> tuple[WireConnection, ...]:
        """The connections, in the order they were opened."""
        return self._service.log.connections()

    @property
    def open_connections(self) -> tuple[WireConnection, ...]:
        """The connections that nobody closed; code that has ended leaked them."""
        return tuple(connection for connection in self.connections if connection.open)

    @property
    def duplicates(self) -> tuple[tuple[WireRequest, ...], ...]:
        """Groups of equal requests, over all endpoints."""
        return repeats(self.requests)

    @property
    def summary(self) -> str:
        """What came over the wire, in sentences."""
        return summary(self.requests, self.connections, self.peak_in_flight)

    @property
    def peak_in_flight(self) -> int:
        """The largest number of requests unanswered at once, over all endpoints."""
        return self._service.log.peak()

    @property
    def errors(self) -> tuple[str, ...]:
        """Faults of the script, or of ours: a test with such faults has tested nothing."""
        return self._service.log.errors()

    @property
    def flooded(self) -> bool:
        """Whether clients sent so much that some of it was dropped without being read."""
        return self._service.flooded

    def saw(self, text: str) -> bool:
        """Return whether the text crossed the wire: in a body, URL or header but Authorization."""
        return any(request.has(text) for request in self.requests)

    def gate(self) -> Gate:
        """Return a new, closed gate."""
        return Gate(self._thread.loop, self._service.log.changed)

    def wait_for(self, condition: Callable[[Simulator], bool], timeout: float = 5.0) -> bool:
        """Return whether the condition came true in time; every change is checked."""
        changed = self._service.log.changed
        with changed:
            return changed.wait_for(lambda: condition(self), timeout)

    def serve_on(self, listeners: Mapping[str, socket.socket], certificate: Path) -> None:
        """Serve regions over TLS on listening sockets that the caller created, by region.

        ``certificate`` holds a certificate and its key in PEM.
        """
        tls = _tls(certificate)
        for region, listener in listeners.items():
            self._thread.run(self._listening.serve_on(region, listener, tls))

    def open_control(self, control: Control, port: int = 0) -> str:
        """Return the URL of one more host, at which ``control`` answers every request."""
        self._service.control = control
        return self._thread.run(self._listening.open_control(port))

    def forward(self, ask: Control | None) -> None:
        """Let every request be answered by ``ask``, such as a ``Recorder``; None ends it."""
        self._service.forward = ask

    async def begin_anew(self) -> None:
        """Do what ``reset`` does, on the network's thread."""
        await self._service.begin_anew()

    def close(self) -> None:
        """Stop listening and drop every connection; the log does not change any more."""
        if not self.closed:
            self.closed = True
            self._service.log.seal()
            self._thread.run(self._listening.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@cache
def _tls(certificate: Path) -> ssl.SSLContext:
    """Return a TLS context with a certificate; creating one costs as much as a request."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    return tls
