"""Scripts: choose the answer of each request, in order of arrival."""

from __future__ import annotations

import threading
from collections import deque

from checker.errors import PackError
from checker.simulator.server.fault_injection import FaultInjection, fault
from checker.simulator.wire.answer import Answer, DefaultAnswer
from checker.simulator.wire.values import WireRequest


class ScriptError(PackError):
    """A hidden test scripted an answer that cannot be sent."""


class Script:
    """Chooses answers: by body, then from the queue, then faults, then the standing answer."""

    def __init__(self, lock: threading.Condition) -> None:
        self._lock = lock
        self._queue: deque[Answer] = deque()
        self._by_body: dict[str, deque[Answer]] = {}
        self._standing: Answer = DefaultAnswer()
        self._injected: FaultInjection | None = None
        self._seen_by_faults = 0

    def queue(self, answers: tuple[Answer, ...]) -> None:
        """Add answers for the next requests and end the standing answer."""
        with self._lock:
            self._queue.extend(answers)
            self._standing = DefaultAnswer()

    def by_body(self, text: str, answers: tuple[Answer, ...]) -> None:
        """Add answers for requests whose body contains the text."""
        with self._lock:
            self._by_body.setdefault(text, deque()).extend(answers)

    def stand(self, answer: Answer) -> None:
        """Discard everything else and give this answer from now on."""
        with self._lock:
            self._queue.clear()
            self._by_body.clear()
            self._standing = answer
            self._injected = None

    def inject_faults(self, injected: FaultInjection | None) -> None:
        """Inject faults into the requests that come from now on; None ends it."""
        with self._lock:
            self._injected, self._seen_by_faults = injected, 0

    def take(self, request: WireRequest) -> Answer:
        """Return the answer to this request and use it up."""
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
            return hit or self._standing

    def named(self, request: WireRequest) -> Answer | None:
        """Return the answer that was scripted for such a body, and use it up."""
        with self._lock:
            for text, answers in self._by_body.items():
                if answers and request.body_has(text):
                    return answers.popleft()
            return None
