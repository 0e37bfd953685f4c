"""Attacks by texts that keep a parser, a regular expression or git busy."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from tests.attacks.attack import DOCSTRING, INIT, Attack
from tests.attacks.corpus.reviews import said_everywhere

SOON = 150.0  # seconds: on a busy machine a grade of anything takes half of that
NESTED = 'x = f"""' + "{a}\n" * 12_000 + '"""\n'
ERRORS = "src/helpdesk/errors.py"


def _slow(name: str, tries: str, text: str, path: str = ERRORS) -> Attack:
    return Attack(name=name, tries=tries, files={path: text}, within_seconds=SOON)


def _repository(name: str, tries: str, place: str, kind: str) -> Attack:
    def put(repository: Path) -> None:
        file = repository / ".git" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        match kind:
            case "pipe":
                os.mkfifo(file)
            case "socket":
                with socket.socket(socket.AF_UNIX) as bound:
                    bound.bind(os.path.relpath(file))
            case _:
                file.symlink_to(kind)

    return Attack(name=name, tries=tries, repository=put, within_seconds=SOON)


def _review(name: str, text: str) -> Attack:
    return Attack(
        name=name,
        tries="a review made for slow regular expressions",
        review=said_everywhere(text),
        within_seconds=SOON,
    )


ATTACKS: tuple[Attack, ...] = (
    _slow("blanks", "60,000 blanks beside a marker", f"x = 1{' ' * 60_000}#? a\n"),
    _slow("tabs", "60,000 tabs beside a marker", "x = 1" + "\t" * 60_000 + "#? a\n"),
    _slow("long line", "one line of 60 KB with a marker", "x = [" + "1," * 29_000 + "] #? a\n"),
    _slow("open brackets", "20,000 brackets with a marker", "(" * 20_000 + "#? a\n"),
    _slow("backslashes", "a line continued 15,000 times", "x = 1 + \\\n" * 6_000 + "1 #? a\n"),
    _slow("nested f-string", "an f-string of 12,000 parts", NESTED),
    Attack(
        name="nested f-strings",
        tries="120 modules of f-strings of 12,000 parts",
        files={f"src/helpdesk/m{number}.py": NESTED for number in range(120)},
        within_seconds=SOON,
    ),
    _slow("unfinished string", "a quote without an end", '"""' + "a\n" * 30_000 + "#? a"),
    _slow("start-up f-string", "the package itself", f"{DOCSTRING}{NESTED}", INIT),
    _repository("pipe in .git", "a FIFO among the objects", "objects/aa/" + "b" * 38, "pipe"),
    _repository("pipe for refs", "a FIFO for packed-refs", "packed-refs", "pipe"),
    _repository("pipe for HEAD", "a FIFO for HEAD", "HEAD", "pipe"),
    _repository("pipe for config", "a FIFO for the configuration", "config", "pipe"),
    _repository("zero for refs", "an endless device for packed-refs", "packed-refs", "/dev/zero"),
    _repository("zero for config", "an endless device for config", "config", "/dev/zero"),
    _repository("socket in .git", "a socket among the refs", "refs/heads/x", "socket"),
    _review("well again and again", "ok " * 650),
    _review("keeps and keeps", "keep " * 390),
    _review("nearly a demo", "it is just a " + "small internal " * 130),
    _review("believes", "i think " * 240 + "fine"),
)
