"""An answer becomes what the client sees, in time."""

from __future__ import annotations

import asyncio
from typing import assert_never

from checker.simulator import completion
from checker.simulator.answer import Answer, Cut, Hang, Held, Raw, Reply, Slow, Stream, Usual
from checker.simulator.endpoints.surface import Surface
from checker.simulator.exchange import Exchange
from checker.simulator.gate import Gate
from checker.simulator.limits import Limits
from checker.simulator.script import ScriptError


async def perform(answer: Answer, exchange: Exchange, surface: Surface, limits: Limits) -> None:
    """Give the answer; returns when it is given, never for ``Hang``.

    Raises:
        ScriptError: The answer does not fit the request; nothing was sent.
    """
    match answer:
        case Held(gate=gate, answer=inner):
            await gate.passage()
            await perform(inner, exchange, surface, limits)
        case Slow(seconds=seconds, answer=inner):
            await asyncio.sleep(seconds)
            await perform(inner, exchange, surface, limits)
        case Usual():
            await perform(surface.usual(exchange.request, limits), exchange, surface, limits)
        case Hang():
            await asyncio.get_running_loop().create_future()
        case Cut():
            exchange.cut()
        case Raw():
            exchange.whole(answer)
        case Reply() if exchange.request.streaming:
            await _stream(completion.as_stream(answer), exchange)
        case Reply():
            exchange.whole(completion.as_object(answer, exchange.request))
        case Stream():
            await _stream(answer, exchange)
        case _:
            assert_never(answer)


async def _stream(stream: Stream, exchange: Exchange) -> None:
    if not exchange.request.streaming:
        number = exchange.request.number
        raise ScriptError(f"answers.stream was scripted, but request {number} asks for no stream")
    exchange.begin(stream.headers)
    sent = 0
    for step in completion.events(stream, exchange.request):
        if sent == stream.cut_after:
            break
        match step:
            case Gate():
                await step.passage()
            case bytes():
                await exchange.event(step)
                sent += 1
            case seconds:
                await asyncio.sleep(seconds)
    if stream.cut_after is not None and sent == stream.cut_after:
        exchange.cut()
    else:
        exchange.end(done=stream.done)
