"""What was said, one file of JSON lines a session."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from agentdesk.errors import SessionError
from agentdesk.turns import Turn, from_line, to_line

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Journal:
    """Keeps conversations on disk; files block, so every method uses a worker thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def turns(self, session: str) -> list[Turn]:
        """Return a session's turns, oldest first; none if there is no such session."""
        return await asyncio.to_thread(self._turns, self._file(session))

    async def append(self, session: str, turns: Sequence[Turn]) -> None:
        """Write further turns of a session down: all of them, or none."""
        await asyncio.to_thread(self._append, self._file(session), turns)

    async def forget(self, session: str) -> bool:
        """Delete a session and return whether there was one."""
        return await asyncio.to_thread(self._forget, self._file(session))

    async def sessions(self) -> list[str]:
        """Return the names of all sessions, in order."""
        return await asyncio.to_thread(self._sessions)

    def _file(self, session: str) -> Path:
        if not NAME.fullmatch(session):
            raise SessionError(f"{session!r} is no name for a session: letters, digits, - and _")
        return self._folder / f"{session}.jsonl"

    def _turns(self, file: Path) -> list[Turn]:
        try:
            text = file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return [from_line(line) for line in text.split("\n") if line]

    def _append(self, file: Path, turns: Sequence[Turn]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{to_line(turn)}\n" for turn in turns)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(text)

    def _forget(self, file: Path) -> bool:
        try:
            file.unlink()
        except FileNotFoundError:
            return False
        return True

    def _sessions(self) -> list[str]:
        return sorted(file.stem for file in self._folder.glob("*.jsonl"))
