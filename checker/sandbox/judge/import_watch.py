"""Notice a tree that cannot be imported in time: each of its hidden tests would wait in vain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checker.sandbox.player.player import ANSWER_SECONDS, CandidateError, Player, PlayerLostError

SILENT_TESTS: Final = 2  # tests without any answer before it is asked whether the import ends
NOT_IMPORTED: Final = f"importing the package takes more than {ANSWER_SECONDS:g} s"


class ImportWatch:
    """Watches the players of one tree until the first of them answers.

    ``hangs`` says that no player can answer: the packages alone could not be imported in time.
    """

    def __init__(self, packages: Iterable[str], seconds: float = ANSWER_SECONDS) -> None:
        self._imports = "\n".join(f"import {each}" for each in packages)
        self._seconds = seconds
        self._silent, self._over, self.hangs = 0, not self._imports, False

    def saw(self, player: Player) -> None:
        """Learn from a player whose test has ended; after some silent ones, ask it to import."""
        self._over = self._over or player.answered
        self._silent += player.timed_out
        if not self._over and self._silent >= SILENT_TESTS:
            self.hangs = not self._ends(player)
            self._over = True

    def _ends(self, player: Player) -> bool:
        """Return whether the import ends in time, be it by an error or by a player that dies."""
        player.timed_out = False
        try:
            player.run(self._imports, seconds=self._seconds)
        except (CandidateError, PlayerLostError):
            return not player.timed_out
        else:
            return True
        finally:
            player.close()
