"""Which requests an answer is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checker.simulator.rules.texts import text_of
from checker.simulator.wire.values import WireRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Requests that fit everything that is given; a history repeats texts, ``last_user`` does not.

    Attributes:
        text: In the raw body, or inside a decoded string of it.
        last_user: In the text of the last user message, if that is the last message.
        model: The requested model.
        headers: Their values, by names in any case; ``authorization`` is kept as ``redacted``.
        where: Returns whether a request fits; called on the network's thread.
    """

    text: str = ""
    last_user: str = ""
    model: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    where: Callable[[WireRequest], bool] | None = None

    def __post_init__(self) -> None:
        if not (self.text or self.last_user or self.model or self.headers or self.where):
            raise ValueError("a match needs text, last_user, model, headers or where")

    def __str__(self) -> str:
        given = (
            f"{name}={getattr(self, name)!r}"
            for name in ("text", "last_user", "model", "headers")
            if getattr(self, name)
        )
        return ", ".join([*given, *(["where"] if self.where else [])])


def fits(match: Match, request: WireRequest) -> bool:
    """Return whether a request fits."""
    return (
        (not match.text or request.body_has(match.text))
        and (not match.last_user or match.last_user in _asked_last(request))
        and (not match.model or match.model == request.model)
        and all(request.headers.get(name.lower()) == v for name, v in match.headers.items())
        and (match.where is None or match.where(request))
    )


def _asked_last(request: WireRequest) -> str:
    last = request.messages[-1] if request.messages else {}
    return text_of(last) if last.get("role") == "user" else ""
