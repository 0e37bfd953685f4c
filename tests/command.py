"""The installed command, and rounds that it deals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MESSYPR = Path(sys.executable).with_name("messypr")
SEED = 42  # what the sample submission of helpdesk answers


def start_round(folder: Path, seed: int = SEED) -> Path:
    """Have the command deal a round of helpdesk into a folder, which is returned."""
    command = [str(MESSYPR), "start", "helpdesk", "--seed", str(seed), "--dir", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder
