"""The player: the process that runs candidate code, and its interface for hidden tests."""

from checker.sandbox.isolation.folder import FolderPath
from checker.sandbox.player.player import CandidateError, Player, PlayerLostError, Running
from checker.sandbox.player.project_tests import Mutant, ProjectTests

__all__ = [
    "CandidateError",
    "FolderPath",
    "Mutant",
    "Player",
    "PlayerLostError",
    "ProjectTests",
    "Running",
]
