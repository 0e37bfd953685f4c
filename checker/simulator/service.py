"""The API itself, on the network's thread: refuses, deals scripted answers, keeps the log."""

from __future__ import annotations

from collections.abc import Mapping

from checker.simulator import endpoints, refusals
from checker.simulator.answer import Answer, Raw
from checker.simulator.endpoint import Endpoint
from checker.simulator.exchange import Exchange
from checker.simulator.limits import Limits
from checker.simulator.log import WireLog
from checker.simulator.perform import perform
from checker.simulator.script import ScriptError
from checker.simulator.wire import WireRequest

MOST_CONNECTIONS = 256
MOST_BYTES = 256 * 2**20  # the log keeps every body: a flood must not fill the judge's memory


class Service:
    """What the connections of one simulator have in common."""

    def __init__(self) -> None:
        self.log = WireLog()
        self.limits = Limits()
        self.endpoints: Mapping[str, Endpoint] = {
            surface.NAME: Endpoint(surface, self.log) for surface in endpoints.SURFACES
        }
        self.flooded = False
        self.closed = False
        self._received = 0

    def admits(self, connections: int) -> bool:
        """Return whether one more connection is let in besides those that are open."""
        return not self.closed and self._within(connections < MOST_CONNECTIONS)

    def takes(self, size: int) -> bool:
        """Return whether so many more bytes are let in."""
        self._received += size
        return self._within(self._received <= MOST_BYTES)

    async def answer(self, exchange: Exchange) -> None:
        """Answer one request; faults of the script or of ours become complaints, and a 500."""
        request = exchange.request
        try:
            await self._answer(exchange)
        except ScriptError as fault:
            self._give_up(exchange, str(fault))
        except Exception as fault:  # noqa: BLE001  # the judge must hear of it, whatever it is
            self._give_up(exchange, f"request {request.number}: {type(fault).__name__}: {fault}")

    async def _answer(self, exchange: Exchange) -> None:
        request = exchange.request
        surface = endpoints.serving(request.path)
        if surface is None:
            exchange.whole(refusals.no_route())
            return
        endpoint = self.endpoints[surface.NAME]
        answer: Answer = self._refusal(request, endpoint) or endpoint.scripted.take(request)
        if endpoint.holding is not None:
            await endpoint.holding.wait(self.log.in_flight(surface.NAME))
        await perform(answer, exchange, surface, self.limits)

    def _refusal(self, request: WireRequest, endpoint: Endpoint) -> Raw | None:
        if not request.authorized:
            return refusals.unauthorized()
        if request.method not in endpoint.surface.METHODS:
            return refusals.wrong_method()
        return endpoint.surface.refusal(request, self.limits)

    def _give_up(self, exchange: Exchange, complaint: str) -> None:
        self.log.complain(complaint)
        if exchange.begun:
            exchange.cut()
        else:
            exchange.whole(refusals.by_status(500))

    def _within(self, within: bool) -> bool:  # noqa: FBT001
        self.flooded = self.flooded or not within
        return within
