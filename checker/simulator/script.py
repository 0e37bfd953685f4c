"""Scripts: which answer a request gets, in order of arrival."""

from __future__ import annotations

import threading
from collections import deque

from checker.errors import PackError
from checker.simulator.answer import Answer, Usual
from checker.simulator.wire import WireRequest


class ScriptError(PackError):
    """A hidden test scripted something that cannot be sent."""


class Script:
    """Deals answers: by body first, then the queue, then the standing answer."""

    def __init__(self, lock: threading.Condition) -> None:
        self._lock = lock
        self._queue: deque[Answer] = deque()
        self._by_body: dict[str, deque[Answer]] = {}
        self._standing: Answer = Usual()

    def queue(self, answers: tuple[Answer, ...]) -> None:
        """Add answers for the next requests and end the standing answer."""
        with self._lock:
            self._queue.extend(answers)
            self._standing = Usual()

    def by_body(self, text: str, answers: tuple[Answer, ...]) -> None:
        """Add answers for requests whose body has the text."""
        with self._lock:
            self._by_body.setdefault(text, deque()).extend(answers)

    def stand(self, answer: Answer) -> None:
        """Forget everything else and give this answer from now on."""
        with self._lock:
            self._queue.clear()
            self._by_body.clear()
            self._standing = answer

    def take(self, request: WireRequest) -> Answer:
        """Return the answer to this request and use it up."""
        with self._lock:
            for text, answers in self._by_body.items():
                if answers and request.body_has(text):
                    return answers.popleft()
            return self._queue.popleft() if self._queue else self._standing
