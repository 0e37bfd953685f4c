"""The installed command, and rounds that it deals."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from checker import rounds
from checker.model.times import to_second

MESSYPR = Path(sys.executable).with_name("messypr")
SEED = 42  # what the sample submission of helpdesk answers


def start_round(folder: Path, seed: int = SEED) -> Path:
    """Have the command deal a round of helpdesk into a folder, which is returned."""
    command = [str(MESSYPR), "start", "helpdesk", "--seed", str(seed), "--dir", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def copy_round(begun: Path, folder: Path) -> Path:
    """Copy a round into a folder, which is returned; the copy's clock starts now."""
    shutil.copytree(begun, folder)
    round_dir = rounds.find(folder)
    fresh = replace(rounds.load(round_dir), started_at=to_second(datetime.now(UTC)))
    (round_dir.folder / "round.json").unlink()
    rounds.create(folder, fresh)
    return folder
