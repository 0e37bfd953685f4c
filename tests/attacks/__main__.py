"""Play every attack and print how it ended: ``make attacks``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.attacks.corpus import ATTACKS
from tests.attacks.staging import faults, is_late, own_scratch, patient_judges, play, set_stage

SHARES = 3  # played side by side: many wait for a minute until a run of tests is given up
ALONE = -1
NUMBER_BYTES = 4


def main() -> int:
    """Print the table as the attacks end, and exit with 1 if any gained or left something.

    What is late beside others is played again alone, before it counts.
    """
    late, told = os.pipe()
    bad = _play(range(len(ATTACKS)), SHARES, told)
    os.close(told)
    with os.fdopen(late, "rb") as numbers:
        again = [*iter(lambda: numbers.read(NUMBER_BYTES), b"")]
    if again:
        print(f"\n{len(again)} late beside others, again alone:", flush=True)
        bad = _play(map(int.from_bytes, again), 1, ALONE) or bad
    print(f"\n{len(ATTACKS)} attacks: {'some' if bad else 'none'} gained or left something")
    return int(bad)


def _play(numbers: Iterable[int], count: int, late: int) -> bool:
    """Play attacks in so many shares; return whether any of them gained or left something."""
    left, told = os.pipe()
    # Less than a pipe holds: written at once, and each share takes its next one from it.
    os.write(told, b"".join(number.to_bytes(NUMBER_BYTES) for number in numbers))
    os.close(told)
    command = [sys.executable, "-m", __package__, str(left), str(late)]
    lent = [each for each in (left, late) if each != ALONE]
    shares = [subprocess.Popen(command, pass_fds=lent) for _ in range(count)]
    os.close(left)
    try:
        codes = [each.wait() for each in shares]  # each is waited for, whatever the first says
        return any(codes)
    finally:
        for each in shares:
            each.terminate()


def play_share(numbers: int, late: int) -> int:
    """Play attacks while a pipe has numbers; return 1 if any of them gained or left something.

    The numbers of those that were no more than late are written to ``late``, unless it is ALONE.
    """
    bad = False
    with (
        tempfile.TemporaryDirectory() as folder,
        own_scratch(Path(folder)),
        patient_judges() as judges,
    ):
        stage = set_stage(Path(folder, "stage"), judges)
        while number := os.read(numbers, NUMBER_BYTES):
            attack = ATTACKS[int.from_bytes(number)]
            lines, again = [f"{attack.name}: {attack.tries}"], False
            for ended in play(stage, attack):
                wrong = faults(attack, ended)
                only_late = is_late(attack, ended) and len(wrong) == 1 and late != ALONE
                again = again or only_late
                bad = bad or (bool(wrong) and not only_late)
                lines.append(f"    {ended.level}: {ended.words}, {ended.seconds:.0f} s")
                lines += [f"    {'late: ' if only_late else '!!! '}{each}" for each in wrong]
            # In one piece: the other shares print to the same place.
            print("\n".join(lines) + "\n", end="", flush=True)
            if again:
                os.write(late, number)
    return int(bad)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all that was started ends too
    sys.exit(play_share(*map(int, sys.argv[1:])) if sys.argv[1:] else main())
