"""Play every attack and print how it ended: ``make attacks``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from checker.sandbox.judges import Judges
from tests.attacks.corpus import ATTACKS
from tests.attacks.staging import Ended, own_scratch, play, set_stage


def main() -> int:
    """Print the table, and exit with 1 if any attack gained or left something."""
    gained, left = 0, 0
    with tempfile.TemporaryDirectory() as folder, own_scratch(Path(folder)), Judges() as judges:
        stage = set_stage(Path(folder, "stage"), judges)
        for attack in ATTACKS:
            ended = play(stage, attack)
            gained += bool(_gains(ended))
            left += bool(ended.left)
            print(f"{attack.name}: {attack.tries}\n    {ended.words}", flush=True)
            for each in (*_gains(ended), *ended.left):
                print(f"    !!! {each}")
    print(f"\n{len(ATTACKS)} attacks: {gained} gained, {left} left something behind")
    return 1 if gained or left else 0


def _gains(ended: Ended) -> tuple[str, ...]:
    """Return the defects that an attack had counted as fixed."""
    if ended.report is None:
        return ()
    return tuple(f"fixed {each.defect.slug}" for each in ended.report.defects if each.fixed)


if __name__ == "__main__":
    sys.exit(main())
