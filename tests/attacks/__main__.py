"""Play every attack and print how it ended: ``make attacks``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.attacks.attack import MOST_FOR_TALK, Attack
from tests.attacks.corpus import ATTACKS
from tests.attacks.staging import Ended, own_scratch, patient_judges, play, set_stage


def main() -> int:
    """Print the table, and exit with 1 if any attack gained or left something."""
    gained, left = 0, 0
    with (
        tempfile.TemporaryDirectory() as folder,
        own_scratch(Path(folder)),
        patient_judges() as judges,
    ):
        stage = set_stage(Path(folder, "stage"), judges)
        for attack in ATTACKS:
            ended = play(stage, attack)
            gained += bool(_gains(attack, ended))
            left += bool(ended.left)
            print(f"{attack.name}: {attack.tries}\n    {ended.words}", flush=True)
            for each in (*_gains(attack, ended), *ended.left):
                print(f"    !!! {each}")
    print(f"\n{len(ATTACKS)} attacks: {gained} gained, {left} left something behind")
    return 1 if gained or left else 0


def _gains(attack: Attack, ended: Ended) -> tuple[str, ...]:
    """Return what an attack gained: defects counted as fixed, points beyond what chance gives."""
    if ended.report is None:
        return ()
    fixed = [f"fixed {each.defect.slug}" for each in ended.report.defects if each.fixed]
    most = MOST_FOR_TALK if attack.review is not None else 0.0
    return (*fixed, *([f"{ended.points:g} points"] if ended.points > most else []))


if __name__ == "__main__":
    sys.exit(main())
