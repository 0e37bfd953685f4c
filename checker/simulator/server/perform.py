"""Turn an answer into what the client receives, at the right time."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import assert_never

from checker.simulator.rules.call import EndpointCall, Form, Route
from checker.simulator.server.exchange import Exchange
from checker.simulator.server.script_queue import ScriptError
from checker.simulator.store.limits import tokens_of
from checker.simulator.wire.answer import (
    Answer,
    AtPace,
    Computed,
    Cut,
    CutShort,
    DefaultAnswer,
    Hang,
    Held,
    Paced,
    Pause,
    Piece,
    Raw,
    Reordered,
    Reply,
    Slow,
    Stream,
)
from checker.simulator.wire.gate import Gate


async def send(answer: Answer, exchange: Exchange, call: EndpointCall, route: Route) -> None:
    """Send the answer; returns when it is sent, never for ``Hang``.

    Raises:
        ScriptError: The answer does not fit the request; nothing was sent.
    """
    match answer:
        case Held(gate=gate, answer=inner):
            await gate.passage()
            await send(inner, exchange, call, route)
        case Slow(seconds=seconds, answer=inner):
            await asyncio.sleep(seconds)
            await send(inner, exchange, call, route)
        case AtPace(answer=inner):
            await call.memory.clock.wait(answer.first_byte)
            await _send(_at_pace(answer, ready(inner, call, route)), exchange, call, route)
        case Computed():
            await send(computed(answer, call), exchange, call, route)
        case CutShort(answer=inner):
            await _cut_short(answer, ready(inner, call, route), exchange, call, route)
        case Hang():
            await asyncio.get_running_loop().create_future()
        case Cut():
            exchange.cut(reset=answer.reset)
        case Raw() | Reply() | Stream() | DefaultAnswer() | Reordered() | Paced():
            await _send(ready(answer, call, route), exchange, call, route)
        case _:
            assert_never(answer)


def ready(answer: Answer, call: EndpointCall, route: Route) -> Raw | Stream:
    """Return the answer in the form that the request asks for.

    Raises:
        ScriptError: The answer does not fit the request.
    """
    answer = computed(answer, call) if isinstance(answer, Computed) else answer
    match answer:
        case DefaultAnswer():
            return ready(route.usual(call), call, route)
        case Reordered():
            return _reordered(ready(DefaultAnswer(), call, route))
        case Paced():
            return _paced(answer, ready(answer.answer, call, route))
        case Reply() if route.form is not None:
            return _completed(answer, call, route.form)
        case Raw():
            return answer
        case Stream() if route.form is not None and call.request.streaming:
            return answer
    number, kind = call.request.number, type(answer).__name__.lower()
    if isinstance(answer, Stream) and route.form is not None:
        raise ScriptError(f"answers.stream was scripted, but request {number} asks for no stream")
    raise ScriptError(f"a {kind} was scripted, but it is no answer to {call.request.path}")


async def _send(ready: Raw | Stream, exchange: Exchange, call: EndpointCall, route: Route) -> None:
    match ready:
        case Raw():
            exchange.whole(ready)
        case Stream():
            await _stream(ready, exchange, call, route)


async def _cut_short(
    wanted: CutShort, ready: Raw | Stream, exchange: Exchange, call: EndpointCall, route: Route
) -> None:
    match ready:
        case Raw(content=content):
            exchange.half(ready, content[: len(content) // 2])
        case Stream():
            cut = replace(ready, cut_after=wanted.after, cut_inside=wanted.inside)
            await _stream(cut, exchange, call, route)


async def _stream(stream: Stream, exchange: Exchange, call: EndpointCall, route: Route) -> None:
    assert route.form is not None  # noqa: S101  # ``ready`` makes streams only for requests that ask for one
    exchange.begin(stream.headers, stream.content_type)
    sent = 0
    for step in route.form.events(stream, call):
        match step:
            case Gate():
                await step.passage()
            case Pause(seconds=seconds):
                await call.memory.clock.wait(seconds)
            case bytes() if sent == stream.cut_after:
                exchange.cut(after=step[: len(step) // 2] if stream.cut_inside else b"")
                return
            case bytes():
                await exchange.event(step)
                sent += 1
            case seconds:
                await asyncio.sleep(seconds)
    if sent == stream.cut_after:
        exchange.cut()
    else:
        exchange.end(route.form.end if stream.done else b"")


def computed(answer: Computed, call: EndpointCall) -> Answer:
    """Return what the function makes of the request.

    Raises:
        ScriptError: It makes no answer of it.
    """
    made: object = answer
    while isinstance(made, Computed):
        made = made.make(call.request)
    if not isinstance(made, Answer):
        number = call.request.number
        raise ScriptError(f"for request {number} a function returned {made!r}, which is no answer")
    return made


def _at_pace(wanted: AtPace, ready: Raw | Stream) -> Raw | Stream:
    if isinstance(ready, Raw) or not wanted.tokens_a_second:
        return ready
    rate = wanted.tokens_a_second
    pieces: list[Piece] = []
    for piece in ready.pieces:
        pieces += (Pause(seconds=tokens_of(str(piece)) / rate), piece)
    return replace(ready, pieces=tuple(pieces))


def _completed(reply: Reply, call: EndpointCall, form: Form) -> Raw | Stream:
    if call.request.streaming:
        return form.stream(reply, call)
    whole = form.whole(reply, call)
    return replace(whole, content_type=reply.content_type or whole.content_type)


def _paced(wanted: Paced, ready: Raw | Stream) -> Raw | Stream:
    if isinstance(ready, Raw):
        return ready
    pieces = ready.pieces
    if wanted.every:
        pieces = tuple(each for piece in pieces for each in (wanted.every, piece))
    return replace(ready, pieces=pieces, done=ready.done and wanted.done)


def _reordered(ready: Raw | Stream) -> Raw:
    if not isinstance(ready, Raw):
        raise ScriptError("answers.reordered was scripted where there is no list")
    body = json.loads(ready.content)
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        raise ScriptError("answers.reordered was scripted where there is no list")
    content = json.dumps({**body, "data": body["data"][::-1]}, separators=(",", ":"))
    return replace(ready, content=content.encode())
