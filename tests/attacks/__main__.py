"""Play every attack and print how it ended: ``make attacks``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.attacks.corpus import ATTACKS
from tests.attacks.staging import faults, own_scratch, patient_judges, play, set_stage

SHARES = 4  # played side by side: many wait for a minute until a run of tests is given up
NUMBER_BYTES = 4


def main() -> int:
    """Print the table as the attacks end, and exit with 1 if any gained or left something."""
    numbers, told = os.pipe()
    longest_first = sorted(range(len(ATTACKS)), key=lambda n: ATTACKS[n].within_seconds)
    # Less than a pipe holds: written at once, and each share takes its next one from it.
    os.write(told, b"".join(n.to_bytes(NUMBER_BYTES) for n in longest_first))
    os.close(told)
    command = [sys.executable, "-m", __package__, str(numbers)]
    shares = [subprocess.Popen(command, pass_fds=(numbers,)) for _ in range(SHARES)]
    os.close(numbers)
    try:
        bad = [each.wait() for each in shares]
    finally:
        for each in shares:
            each.terminate()
    print(f"\n{len(ATTACKS)} attacks: {'some' if any(bad) else 'none'} gained or left something")
    return 1 if any(bad) else 0


def play_share(numbers: int) -> int:
    """Play attacks while a pipe has numbers; return 1 if any of them gained or left something."""
    bad = False
    with (
        tempfile.TemporaryDirectory() as folder,
        own_scratch(Path(folder)),
        patient_judges() as judges,
    ):
        stage = set_stage(Path(folder, "stage"), judges)
        while number := os.read(numbers, NUMBER_BYTES):
            attack = ATTACKS[int.from_bytes(number)]
            lines = [f"{attack.name}: {attack.tries}"]
            for ended in play(stage, attack):
                wrong = faults(attack, ended)
                bad = bad or bool(wrong)
                lines.append(f"    {ended.level}: {ended.words}, {ended.seconds:.0f} s")
                lines += [f"    !!! {each}" for each in wrong]
            # In one piece: the other shares print to the same place.
            print("\n".join(lines) + "\n", end="", flush=True)
    return int(bad)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all that was started ends too
    sys.exit(play_share(int(sys.argv[1])) if sys.argv[1:] else main())
