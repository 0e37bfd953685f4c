"""One endpoint as the judge sees it: its script, its barrier and its part of the wire log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from checker.simulator.endpoints.surface import Surface
from checker.simulator.server.barrier import Barrier
from checker.simulator.server.fault_injection import COMPLETIONS, USUALLY, FaultInjection
from checker.simulator.server.match import Match
from checker.simulator.server.script_queue import Script, ScriptError
from checker.simulator.wire.answer import Answer, Computed, completes
from checker.simulator.wire.log import WireLog
from checker.simulator.wire.values import WireRequest, repeats

Scripted: TypeAlias = Answer | Callable[[WireRequest], Answer]


class Endpoint:
    """Scripts the answers of one endpoint and shows its requests; usable from the judge's thread.

    Requests that the API itself would refuse (no key, unknown model, wrong order of messages)
    are refused whatever is scripted, and use up no scripted answer.
    """

    def __init__(self, surface: Surface, log: WireLog) -> None:
        self.surface = surface
        self.scripted = Script(log.changed)
        self.holding: Barrier | None = None
        self._log = log

    def respond(self, *answers: Scripted) -> None:
        """Queue answers, in order of arrival; after the last one the default answer is back.

        A function is called with the request and returns its answer.

        Raises:
            ScriptError: One is no answer, or a completion where this endpoint sends none.
        """
        self.scripted.queue(self._fitting(answers))

    def respond_when(self, wanted: str | Match, *answers: Scripted) -> None:
        """Queue answers for requests that fit; they precede all others.

        A text can be anywhere in the raw body or inside a decoded string of it, a ``Match`` says
        more; of several that fit, the one named first wins.

        Raises:
            ScriptError: One is no answer, or a completion where this endpoint sends none.
        """
        self.scripted.by_match(_match(wanted), self._fitting(answers))

    def respond_always(self, answer: Scripted) -> None:
        """Give this answer from now on, instead of everything scripted before.

        A later ``respond_when`` precedes it for its requests; a later ``respond`` ends it.

        Raises:
            ScriptError: It is no answer, or a completion where this endpoint sends none.
        """
        [fitting] = self._fitting((answer,))
        self.scripted.stand(fitting)

    def respond_always_when(self, wanted: str | Match, answer: Scripted) -> None:
        """Give this answer to every request that fits, after those queued for it.

        Raises:
            ScriptError: It is no answer, or a completion where this endpoint sends none.
        """
        [fitting] = self._fitting((answer,))
        self.scripted.stand_for(_match(wanted), fitting)

    def reset(self) -> None:
        """Forget every scripted answer, fault and barrier."""
        self.scripted.clear()
        self.holding = None

    @property
    def unused(self) -> tuple[str, ...]:
        """The scripted answers that no request has met, in words; standing ones do not count."""
        return tuple(f"{self.surface.NAME} has {left} left" for left in self.scripted.unused)

    def barrier(self, *, until: int, patience: float = 0.5) -> None:
        """Hold answers until ``until`` requests are in flight, or none came for ``patience``.

        It works once: after the release everything is answered at once.
        """
        self.holding = Barrier(until=until, patience=patience)

    def inject_faults(
        self, seed: int, *, share: float = 0.5, faults: tuple[str, ...] = USUALLY
    ) -> None:
        """Let a share of the requests meet faults that the seed chooses; share 0 ends it.

        Answers of ``respond_when`` and ``respond`` come first. The names of the faults are
        in ``server.fault_injection``.

        Raises:
            ScriptError: A fault is unknown, or concerns completions that this endpoint does not
                send.
        """
        injected = FaultInjection(seed=seed, share=share, faults=faults)
        if not self.completes and set(faults) & set(COMPLETIONS):
            raise ScriptError(f"{self.surface.NAME} sends no completions, so none with a fault")
        self.scripted.inject_faults(injected)

    @property
    def requests(self) -> tuple[WireRequest, ...]:
        """The requests so far, in order of arrival."""
        return self._log.requests(self.surface.NAME)

    @property
    def peak_in_flight(self) -> int:
        """The largest number of requests that were unanswered at once."""
        return self._log.peak(self.surface.NAME)

    @property
    def last(self) -> WireRequest:
        """The latest request; there must be one."""
        return self.requests[-1]

    @property
    def refused(self) -> tuple[WireRequest, ...]:
        """The requests that were answered with a 4xx."""
        return tuple(request for request in self.requests if request.refused)

    @property
    def disconnected(self) -> tuple[WireRequest, ...]:
        """The requests whose client left before it had the whole answer."""
        return tuple(request for request in self.requests if request.disconnected)

    @property
    def duplicates(self) -> tuple[tuple[WireRequest, ...], ...]:
        """Groups of equal requests: one idempotency key, or one body.

        Requests without either, such as GET, have no duplicates.
        """
        return repeats(self.requests)

    @property
    def models(self) -> frozenset[str]:
        """The requested models."""
        return frozenset(request.model for request in self.requests) - {""}

    @property
    def regions(self) -> frozenset[str]:
        """The hosts that received requests, by the SDK's names."""
        return frozenset(request.region for request in self.requests)

    @property
    def completes(self) -> bool:
        """Whether some of its answers are completions."""
        return any(route.form is not None for route in self.surface.ROUTES)

    def _fitting(self, given: tuple[Scripted, ...]) -> tuple[Answer, ...]:
        """Return the answers; what is none is refused here, where the test has its line."""
        found = tuple(map(_answer, given))
        if not self.completes and any(completes(answer) for answer in found):
            raise ScriptError(f"{self.surface.NAME} sends no completions; use answers.json_body")
        return found


def _answer(given: Scripted) -> Answer:
    if isinstance(given, Answer):
        return given
    if callable(given):
        return Computed(make=given)
    raise ScriptError(f"{given!r} is no answer; checker.simulator.answers builds them")


def _match(wanted: str | Match) -> Match:
    return Match(text=wanted) if isinstance(wanted, str) else wanted
