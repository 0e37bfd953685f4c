"""Scripts: choose the answer of each request, in order of arrival."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

from checker.errors import PackError
from checker.simulator.server.fault_injection import FaultInjection, fault
from checker.simulator.server.match import Match, fits
from checker.simulator.wire.answer import Answer, DefaultAnswer
from checker.simulator.wire.values import WireRequest


class ScriptError(PackError):
    """A hidden test scripted an answer that cannot be sent."""


@dataclass(slots=True, kw_only=True)
class _Matched:
    """The answers for one match: those of the queue, then the standing one."""

    queue: deque[Answer] = field(default_factory=deque)
    standing: Answer | None = None


class Script:
    """Chooses answers: by match, then from the queue, then faults, then the standing answer."""

    def __init__(self, lock: threading.Condition) -> None:
        self._lock = lock
        self.clear()

    def clear(self) -> None:
        """Forget every answer and fault."""
        with self._lock:
            self._queue: deque[Answer] = deque()
            self._matched: list[tuple[Match, _Matched]] = []
            self._standing: Answer | None = None
            self._injected: FaultInjection | None = None
            self._seen_by_faults = 0

    def queue(self, answers: tuple[Answer, ...]) -> None:
        """Add answers for the next requests and end the standing answer."""
        with self._lock:
            self._queue.extend(answers)
            self._standing = None

    def by_match(self, match: Match, answers: tuple[Answer, ...]) -> None:
        """Add answers for requests that fit."""
        with self._lock:
            self._of(match).queue.extend(answers)

    def stand_for(self, match: Match, answer: Answer) -> None:
        """Give this answer to every request that fits, once those queued for it are used up."""
        with self._lock:
            self._of(match).standing = answer

    def stand(self, answer: Answer) -> None:
        """Discard everything else and give this answer from now on."""
        with self._lock:
            self.clear()
            self._standing = answer

    def inject_faults(self, injected: FaultInjection | None) -> None:
        """Inject faults into the requests that come from now on; None ends it."""
        with self._lock:
            self._injected, self._seen_by_faults = injected, 0

    def take(self, request: WireRequest) -> Answer | None:
        """Return the answer that was scripted for this request and use it up; None for none."""
        with self._lock:
            found = self.named(request)
            if found is not None:
                return found
            if self._queue:
                return self._queue.popleft()
            self._seen_by_faults += self._injected is not None
            hit = (
                fault(self._injected, self._seen_by_faults) if self._injected is not None else None
            )
            if hit is None and self._standing is None and self._injected is not None:
                return DefaultAnswer()  # the share that meets no fault was scripted too
            return hit or self._standing

    def named(self, request: WireRequest) -> Answer | None:
        """Return the answer that was scripted for requests like this one, and use it up."""
        with self._lock:
            for match, answers in self._matched:
                if (answers.queue or answers.standing is not None) and fits(match, request):
                    return answers.queue.popleft() if answers.queue else answers.standing
            return None

    @property
    def unused(self) -> tuple[str, ...]:
        """What is left of the answers that are to be used up, in words."""
        with self._lock:
            left = [(f" for {match}", len(each.queue)) for match, each in self._matched]
            every = [("", len(self._queue)), *left]
        return tuple(f"{count} of its answers{whom}" for whom, count in every if count)

    def _of(self, match: Match) -> _Matched:
        for known, answers in self._matched:
            if known == match:
                return answers
        self._matched.append((match, _Matched()))
        return self._matched[-1][1]
