"""The API itself, on the network's thread: it refuses, sends scripted answers, keeps the log."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from checker.simulator import endpoints
from checker.simulator.rules.call import GLOBAL, EndpointCall, Route
from checker.simulator.server.endpoint import Endpoint
from checker.simulator.server.exchange import Exchange
from checker.simulator.server.perform import ready, send
from checker.simulator.server.script_queue import ScriptError
from checker.simulator.store.memory import Memory
from checker.simulator.wire import error_bodies, log_lines
from checker.simulator.wire.answer import Answer, DefaultAnswer, Raw
from checker.simulator.wire.log import WireLog
from checker.simulator.wire.values import WireRequest

MAX_CONNECTIONS = 1_000
LARGE_BODY_BYTES = 64 * 2**10  # reading such a body takes noticeable time
MAX_LOG_BYTES = 256 * 2**20  # the log keeps every body: a flood must not fill the judge's memory


CONTROL = "control"  # the host of the control address
Control: TypeAlias = Callable[[WireRequest], Awaitable[Raw]]


class Service:
    """What all connections of one simulator share."""

    def __init__(self) -> None:
        self.log = WireLog()
        self.memory = Memory()
        self.endpoints: Mapping[str, Endpoint] = {
            surface.NAME: Endpoint(surface, self.log) for surface in endpoints.SURFACES
        }
        self.memory.line = self._line
        self.flooded = False
        self.strict = False
        self.control: Control | None = None
        self.forward: Control | None = None
        self._control_log = WireLog()
        self._control_log.forgetful = True
        self.closed = False
        self._pending = 0
        self._turn = asyncio.Lock()

    def log_of(self, region: str) -> WireLog:
        """Return the log of a host: what is asked of the control address is in none of the API."""
        return self._control_log if region == CONTROL else self.log

    def admits(self, connections: int) -> bool:
        """Return whether one more connection is accepted besides the open ones."""
        return not self.closed and self._within(connections < _most_connections())

    def reserve(self, size: int) -> bool:
        """Return whether ``size`` more bytes of a body are accepted; ``release`` ends that."""
        self._pending += size
        if self.log.forgetful:
            self.log.forget(MAX_LOG_BYTES - self._pending)
        return self._within(self.log.weight + self._pending <= MAX_LOG_BYTES)

    def release(self, size: int) -> None:
        """Record that bytes are no longer pending: the log has them, or nobody."""
        self._pending -= size

    async def answer(self, exchange: Exchange) -> None:
        """Answer one request; faults of the script or of ours become complaints, and a 500."""
        request = exchange.request
        try:
            if len(request.raw) > LARGE_BODY_BYTES:
                async with self._turn:  # otherwise many of them would block the judge
                    await asyncio.sleep(0)
            await self._answer(exchange)
        except RecursionError:  # a body that could be read, but is too deep to be quoted
            self._refuse(exchange)
        except ScriptError as fault:
            self._give_up(exchange, str(fault))
        except Exception as fault:  # noqa: BLE001  # the judge must hear of it, whatever it is
            self._give_up(exchange, f"request {request.number}: {type(fault).__name__}: {fault}")

    async def _answer(self, exchange: Exchange) -> None:
        request = exchange.request
        if request.region == CONTROL and self.control is not None:
            exchange.whole(await self.control(request))
            return
        if request.method == "OPTIONS":
            exchange.whole(error_bodies.preflight())
            return
        if self.forward is not None:
            exchange.whole(await self.forward(request))
            return
        place = endpoints.route_of(request.path)
        if place is None or not (place.regional or request.region == GLOBAL):
            known = place is None and endpoints.not_simulated(request.path)
            exchange.whole(error_bodies.not_simulated(known) if known else error_bodies.no_route())
            return
        endpoint = self.endpoints[place.endpoint]
        route, named = place.routes.get(request.method, (None, {}))
        call = EndpointCall(request=request, memory=self.memory, named=named)
        refused = self._refusal(call, route, exchange)
        answer: Answer = refused or endpoint.scripted.take(request) or self._unscripted(request)
        if endpoint.holding is not None:
            await endpoint.holding.wait(self.log.in_flight(place.endpoint))
        if refused is not None or route is None:
            exchange.whole(refused or error_bodies.wrong_method())
        else:
            await send(answer, exchange, call, route)

    def _refusal(self, call: EndpointCall, route: Route | None, exchange: Exchange) -> Raw | None:
        if not (route is not None and route.open) and not self.memory.knows(call.request):
            wrong = call.request.authorized
            return error_bodies.unknown_key() if wrong else error_bodies.unauthorized()
        if route is None:
            return error_bodies.wrong_method()
        spent, exchange.headers = self.memory.admit(call.request)
        return spent or route.refusal(call)

    def _unscripted(self, request: WireRequest) -> Answer:
        if self.strict:
            self.log.complain(f"not scripted, though strict: {log_lines.asked(request)}")
        return DefaultAnswer()

    async def begin_anew(self) -> None:
        """Begin anew: no scripts, no log, nothing stored, and every setting as at first."""
        for endpoint in self.endpoints.values():
            endpoint.reset()
        self.memory = Memory()
        self.memory.line = self._line
        self.strict = self.flooded = False
        self.log.clear()

    def _line(self, request: WireRequest) -> Raw:
        """Return the answer to one line of a batch: a refusal, a scripted or the default one."""
        place = endpoints.route_of(request.path)
        route, named = ({} if place is None else place.routes).get("POST", (None, {}))
        if place is None or route is None:
            return error_bodies.no_route()
        call = EndpointCall(request=request, memory=self.memory, named=named)
        refused = route.refusal(call)
        answer = (
            refused or self.endpoints[place.endpoint].scripted.named(request) or DefaultAnswer()
        )
        answered = ready(answer, call, route)
        if not isinstance(answered, Raw):
            raise ScriptError("a line of a batch cannot be answered by a stream")
        return answered

    def _refuse(self, exchange: Exchange) -> None:
        if exchange.begun:
            exchange.cut()
        else:
            exchange.whole(error_bodies.unreadable())

    def _give_up(self, exchange: Exchange, complaint: str) -> None:
        self.log.complain(complaint)
        if exchange.begun:
            exchange.cut()
        else:
            exchange.whole(error_bodies.by_status(500))

    def _within(self, within: bool) -> bool:  # noqa: FBT001
        self.flooded = self.flooded or not within
        return within


def _most_connections() -> int:
    """Return how many connections may be open: half of the file limit, the rest is others'."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return MAX_CONNECTIONS
    return min(MAX_CONNECTIONS, files // 2)
