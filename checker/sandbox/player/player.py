"""The interface of hidden tests to candidate code.

Everything that comes back is a claim of a process that ran candidate code. Only plain JSON crosses
the border, and no expected value is ever sent.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checker.sandbox.inside.channel import ChannelError, LineReader, decode, encode
from checker.sandbox.isolation import scratch
from checker.sandbox.isolation.folder import FolderPath
from checker.sandbox.player.host import Session

ANSWER_SECONDS = 10.0
FOLDER_CHECK_SECONDS = 0.25  # the interval at which the size of the player's folder is checked


class CandidateError(AssertionError):
    """Candidate code raised an exception: its class names, its text and the name of its cause."""

    def __init__(self, raised: Mapping[str, Any]) -> None:
        self.type = str(raised.get("type", ""))
        bases = raised.get("bases")
        self.bases = tuple(map(str, bases)) if isinstance(bases, list) else ()
        self.message = str(raised.get("message", ""))
        self.cause = raised.get("cause")
        super().__init__(f"{self.type}: {self.message}")


class PlayerLostError(AssertionError):
    """The player died, hung or sent an invalid answer, so that no test can pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a contract name with plain values, for ``Player.gather``."""

    target: str
    arguments: Mapping[str, Any]


class Running:
    """A scenario that runs in the player while the judge looks at the wire log."""

    def __init__(self, send: Callable[[Any], None], wait: Callable[[float], Any]) -> None:
        self._send = send
        self._wait = wait

    def send(self, message: Any) -> None:
        """Give the scenario a message: its ``await inbox.get()`` returns it.

        Raises:
            PlayerLostError: the player died.
        """
        self._send(message)

    def result(self, *, seconds: float = ANSWER_SECONDS) -> Any:
        """Return what the scenario returned.

        Raises:
            CandidateError: it raised.
            PlayerLostError: it did not end in time.
        """
        return self._wait(seconds)


class Player:
    """Calls candidate code in a process of its own; every test has a fresh one.

    ``environ`` may be filled before the first call; ``folder`` is a scratch folder that the
    player can write to, and its working directory. ``answered`` and ``timed_out`` say whether it
    has ever answered, and whether an answer has ever come too late. Each answer may take
    ``patience`` times as long as its test says.
    """

    def __init__(
        self,
        connect: Callable[[Mapping[str, str]], Session],
        folder: FolderPath,
        patience: float = 1.0,
    ) -> None:
        self._connect = connect
        self._patience = patience
        self._session: Session | None = None
        self._lines: LineReader | None = None
        self.folder = folder
        self.environ: dict[str, str] = {}
        self.answered = self.timed_out = False

    def call(self, target: str, *, seconds: float = ANSWER_SECONDS, **arguments: Any) -> Any:
        """Return what ``module:name(**arguments)`` returns; a coroutine is awaited.

        Raises:
            CandidateError: it raised, or is not there.
            PlayerLostError: no answer came within ``seconds``.
        """
        return self._ask(
            {"kind": "call", "target": target, "arguments": arguments}, seconds=seconds
        )

    def gather(self, calls: Iterable[Call], *, seconds: float = ANSWER_SECONDS) -> list[Any]:
        """Start all calls at once; return their values, or a CandidateError for a call that raised.

        Raises:
            PlayerLostError: no answer came in time, or it is no list of replies.
        """
        asked = [{"target": call.target, "arguments": dict(call.arguments)} for call in calls]
        replies = self._ask({"kind": "gather", "calls": asked}, seconds=seconds)
        if not isinstance(replies, list) or not all(map(_is_reply, replies)):
            self.close()
            raise PlayerLostError("the player did not answer with a list of replies")
        return [
            CandidateError(reply["raised"]) if "raised" in reply else reply["value"]
            for reply in replies
        ]

    def run(self, snippet: str, *, seconds: float = ANSWER_SECONDS, **values: Any) -> Any:
        """Run a small scenario as the body of a coroutine function; return its result.

        Raises:
            CandidateError: it raised.
            PlayerLostError: it did not end in time.
        """
        return self.start(snippet, **values).result(seconds=seconds)

    def start(self, snippet: str, **values: Any) -> Running:
        """Start a scenario and return at once.

        Raises:
            PlayerLostError: the player cannot be reached.
        """
        wanted = self._post({"kind": "run", "snippet": snippet, "values": values})
        return Running(self._message, lambda seconds: self._reply(wanted, seconds))

    def suite(self, request: Mapping[str, Any]) -> Running:
        """Start a project's own tests in the player; the result is its claim, by node id.

        Raises:
            PlayerLostError: the player cannot be reached.
        """
        wanted = self._post({"kind": "suite", **request})
        return Running(self._message, lambda seconds: self._reply(wanted, seconds))

    def close(self) -> None:
        """End the player's processes."""
        if self._session is not None:
            self._session.end()
            self._session = None

    @property
    def alive(self) -> bool:
        """Whether a session is open."""
        return self._session is not None

    def _ask(self, request: dict[str, Any], *, seconds: float) -> Any:
        return self._reply(self._post(request), seconds)

    def _post(self, request: dict[str, Any]) -> str:
        if self._session is None:
            self._session = self._connect(self.environ)
            self._lines = LineReader(self._session.channel)
        wanted = secrets.token_hex(8)
        self._send({**request, "id": wanted})
        return wanted

    def _message(self, message: Any) -> None:
        self._send({"kind": "message", "message": message})

    def _send(self, message: dict[str, Any]) -> None:
        if self._session is None:
            raise PlayerLostError("the player is gone")
        try:
            self._session.channel.settimeout(ANSWER_SECONDS)
            self._session.channel.sendall(encode(message))
        except OSError as error:
            self.close()
            raise PlayerLostError("the player died") from error

    def _reply(self, wanted: str, seconds: float) -> Any:
        """Return the value of the reply with the wanted id; end the player on any other message."""
        seconds *= self._patience
        try:
            reply = self._receive(time.monotonic() + seconds)
        except TimeoutError as error:
            self.timed_out = True
            self.close()
            raise PlayerLostError(f"no answer within {seconds:g} s") from error
        except (OSError, ChannelError) as error:
            self.close()
            raise PlayerLostError(f"the player's answer cannot be read: {error}") from error
        if reply is None:
            self.close()
            raise PlayerLostError("the player died")
        if reply.get("id") != wanted:
            self.close()
            raise PlayerLostError("the player answered with a wrong id")
        if not _is_reply(reply):
            self.close()
            raise PlayerLostError("the player answered with neither a value nor an error")
        self.answered = True
        if "raised" in reply:
            raise CandidateError(reply["raised"])
        return reply["value"]

    def _receive(self, deadline: float) -> dict[str, Any] | None:
        if self._session is None or self._lines is None:
            return None
        while True:
            soon = min(time.monotonic() + FOLDER_CHECK_SECONDS, deadline)
            try:
                line = self._lines.next(soon)
            except TimeoutError:
                if soon == deadline:
                    raise
                self._look_at_folder()
            else:
                self._look_at_folder()
                return None if line is None else decode(line)

    def _look_at_folder(self) -> None:
        """Refuse to go on with a player that has written more than it may.

        Where the kernel keeps the size of its folder there is nothing to look at.
        """
        room = self.folder.room
        if not room.number and scratch.is_too_full(room.descriptor):
            raise ChannelError("it fills its folder")


def _is_reply(reply: object) -> bool:
    """Return whether a message is a reply with either a value or an error."""
    match reply:
        case {"raised": raised}:
            return isinstance(raised, dict)
        case {"value": _}:
            return True
        case _:
            return False
