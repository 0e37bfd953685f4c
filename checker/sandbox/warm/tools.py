"""The warm servers of one owner: each is started once it is asked often enough to pay."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

from checker.errors import EnvironmentBrokenError
from checker.sandbox.isolation.levels import Isolation, best_isolation
from checker.sandbox.warm.client import NoAnswerError, Server, ServerCall

MAX_SERVERS = 4  # work on one pack needs two


class Tools:
    """Asks warm servers, which run until it is closed; several threads may ask it.

    Without a level the servers get the best that this machine can do.
    """

    def __init__(self, level: Isolation | None = None, *, most: int = MAX_SERVERS) -> None:
        self._level = level
        self._most = most if sys.platform == "linux" else 0
        self._closed = False
        self._servers: dict[tuple[str, str], Server] = {}
        self._hopeless: set[tuple[str, str]] = set()
        self._asked = Counter[tuple[str, str]]()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self, work: ServerCall, request: object, *, seconds: float, modules: Sequence[str] = ()
    ) -> Any:
        """Return the answer of the server that does some work.

        Raises:
            NoAnswerError: there is none; the caller must find the answer in another way.
            EnvironmentBrokenError: the servers were closed.
        """
        return self._server(work).ask(request, seconds=seconds, modules=modules)

    def close(self) -> None:
        """End all servers; later questions fail."""
        with self._lock:
            self._closed = True
            ending, self._servers = [*self._servers.values()], {}
        for server in ending:
            server.close()

    def _server(self, work: ServerCall) -> Server:
        name = work.entry, work.about
        with self._lock:
            if self._closed:
                raise EnvironmentBrokenError("the warm tools are closed")
            server = self._servers.pop(name, None)
            if server is not None and server.ended:
                server.close()
                self._hopeless |= set() if server.ready else {name}
                server = None
            self._asked[name] += 1
            if name in self._hopeless or not self._most or self._asked[name] < work.pays_from:
                raise NoAnswerError(f"no server for {work.entry}")
            self._servers[name] = server or Server(
                work, self._level or best_isolation()
            )  # the one asked last is last
            surplus = [*self._servers][: -self._most]
            for each in surplus:
                self._servers.pop(each).close()
            return self._servers[name]


NO_TOOLS = Tools(most=0)
