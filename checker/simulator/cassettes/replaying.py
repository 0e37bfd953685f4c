"""Recorded answers as a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.simulator.cassettes.recorded import Recorded
from checker.simulator.endpoints import route_of
from checker.simulator.scripts.errors import InvalidScriptError
from checker.simulator.server.match import Match
from checker.simulator.simulator import Simulator
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.values import WireRequest


def replay(mistral: Simulator, cassette: Iterable[Recorded]) -> None:
    """Answer each request that was recorded as it was then, once for each recording of it.

    Other requests get what is scripted beside it, or the default answer: ``mistral.strict`` makes
    them faults. What the API refuses is refused here too.

    Raises:
        InvalidScriptError: A recording is of something that is not simulated.
    """
    for each in cassette:
        place = route_of(each.path)
        if place is None:
            raise InvalidScriptError(f"{each.method} {each.path} is not simulated")
        answer = Raw(
            status=each.status,
            content=each.answer,
            content_type=each.content_type,
            headers=tuple((n, v) for n, v in each.headers.items() if n not in OURS),
        )
        mistral.endpoints[place.endpoint].respond_when(Match(where=_same(each)), answer)


OURS = ("content-type", "mistral-correlation-id")  # which every answer has anyway


def _same(recorded: Recorded) -> Callable[[WireRequest], bool]:
    def same(request: WireRequest) -> bool:
        return (request.method, request.path, request.body) == (
            recorded.method,
            recorded.path,
            recorded.body,
        )

    return same
