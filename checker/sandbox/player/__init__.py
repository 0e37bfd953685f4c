"""The player: the process that runs candidate code, and its interface for hidden tests."""

from checker.sandbox.player.folder import PlayerPath
from checker.sandbox.player.player import CandidateError, Player, PlayerLostError
from checker.sandbox.player.project_tests import Mutant, ProjectTests

__all__ = ["CandidateError", "Mutant", "Player", "PlayerLostError", "PlayerPath", "ProjectTests"]
