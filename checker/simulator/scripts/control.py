"""The control address: scripts, resets and the log over HTTP, for suites in other languages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from checker.errors import UsageError
from checker.simulator.scripts.errors import InvalidScriptError
from checker.simulator.scripts.plan import apply
from checker.simulator.scripts.reading import read
from checker.simulator.simulator import Simulator
from checker.simulator.wire import log_lines
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json
from checker.simulator.wire.values import WireRequest

MOST_SECONDS = 600.0
Handler = Callable[[Simulator, WireRequest], Awaitable[Any]]


class Controlling:
    """Answers the requests to the control address of one simulator."""

    def __init__(self, mistral: Simulator) -> None:
        self._mistral = mistral

    async def __call__(self, request: WireRequest) -> Raw:
        """Return the answer; what is wrong with the request is a 400 that says so."""
        asked = f"{request.method} {request.path.partition('?')[0]}"
        handler = HANDLERS.get(asked)
        if handler is None:
            return as_json(404, {"error": f"no {asked}; there are: {', '.join(HANDLERS)}"})
        try:
            return as_json(200, await handler(self._mistral, request))
        except UsageError as error:
            return as_json(400, {"error": str(error)})


async def script(mistral: Simulator, request: WireRequest) -> dict[str, Any]:
    """Set the simulator up as the script in the body says, TOML or JSON."""
    apply(read(request.raw, as_json=isinstance(request.body, dict)), mistral)
    return {}


async def reset(mistral: Simulator, _request: WireRequest) -> dict[str, Any]:
    """Begin anew."""
    await mistral.begin_anew()
    return {}


async def log(mistral: Simulator, request: WireRequest) -> list[Any]:
    """Return the requests, those to ``endpoint`` alone if the query names one."""
    return [json.loads(log_lines.as_json(each)) for each in _requests(mistral, request)]


async def wait(mistral: Simulator, request: WireRequest) -> dict[str, Any]:
    """Wait until ``requests`` of them, 1 by default, are answered, or ``seconds`` have passed."""
    count, seconds = _number(request, "requests", 1), _number(request, "seconds", 5)

    def enough(_: Simulator) -> bool:
        answered = (each.answered_at is not None for each in _requests(mistral, request))
        return sum(answered) >= count

    came = await asyncio.to_thread(mistral.wait_for, enough, min(seconds, MOST_SECONDS))
    return {"came": came}


async def clock(mistral: Simulator, request: WireRequest) -> dict[str, Any]:
    """Stop the clock, or move it on: ``{"stop": true}``, ``{"advance": 60}``."""
    told: Mapping[str, Any] = request.body if isinstance(request.body, dict) else {}
    seconds = told.get("advance", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
        raise InvalidScriptError("advance must be a number of seconds, and not below 0")
    if told.get("stop"):
        mistral.clock.stop()
    mistral.clock.advance(seconds)
    return {"now": mistral.clock.now()}


async def faults(mistral: Simulator, _request: WireRequest) -> dict[str, Any]:
    """Return what does not fit the script, and the answers that are left."""
    return {"errors": mistral.errors, "unused": mistral.unused}


HANDLERS: Mapping[str, Handler] = {
    "POST /script": script,
    "POST /reset": reset,
    "GET /log": log,
    "GET /wait": wait,
    "POST /clock": clock,
    "GET /faults": faults,
}


def _requests(mistral: Simulator, request: WireRequest) -> list[WireRequest]:
    name = _asked(request, "endpoint")
    if name and name not in mistral.endpoints:
        raise InvalidScriptError(f"no endpoint {name!r}; there are: {', '.join(mistral.endpoints)}")
    return [each for each in mistral.requests if not name or each.endpoint == name]


def _number(request: WireRequest, name: str, otherwise: float) -> float:
    text = _asked(request, name) or str(otherwise)
    try:
        found = float(text)
    except ValueError as error:
        raise InvalidScriptError(f"{name} must be a number, not {text!r}") from error
    if not 0 <= found <= MOST_SECONDS:
        raise InvalidScriptError(f"{name} must be between 0 and {MOST_SECONDS:g}")
    return found


def _asked(request: WireRequest, name: str) -> str:
    return (parse_qs(request.path.partition("?")[2]).get(name) or [""])[-1]
