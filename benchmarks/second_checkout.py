"""Deal the same elsewhere: from a second checkout, by a process in surroundings of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

from checker.dealing.build import Deal, build
from checker.dealing.draw import draw
from checker.model import profile
from checker.model.key import Challenge
from checker.packs import loading
from checker.system import git

ROOT = Path(__file__).parent.parent
PARTS = ("checker", "prs", "solutions", "benchmarks")
UMASK = 0o077
SURROUNDINGS = {
    "TZ": "Pacific/Chatham",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4711",
    "GIT_AUTHOR_NAME": "Somebody Else",
}
SETTINGS = """
[core]
\tautocrlf = true
\tfileMode = false
[init]
\tdefaultBranch = trunk
"""


class SecondCheckout:
    """A second checkout below a folder, and a process in it that deals what it is asked for.

    Its home, time zone, language, umask and git configuration are others than ours.
    """

    def __init__(self, folder: Path) -> None:
        checkout, home = folder / "checkout", folder / "home"
        for part in PARTS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, checkout / part, ignore=ignored)
        home.mkdir()
        (home / ".gitconfig").write_text(SETTINGS, "utf-8")
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.second_checkout", str(folder / "dealt")],
            cwd=checkout,
            env={**environment, **SURROUNDINGS},
            umask=UMASK,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for us; it ends when we close its input
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def refs(self, challenge: Challenge) -> dict[str, str]:
        """Return the commit of every ref of what is dealt there.

        Raises:
            ChildProcessError: the process has ended.
        """
        asked = [challenge.pack.pr.slug, challenge.seed, profile.written(challenge.profile)]
        if self._process.stdin is None or self._process.stdout is None:
            raise ChildProcessError("the second checkout cannot be spoken to")
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise ChildProcessError("the second checkout has ended: its complaint stands above")
        return dict(json.loads(answer))


def dealt(challenge: Challenge, folder: Path) -> tuple[Deal, dict[str, str]]:
    """Return what is dealt into a new folder, and the commit of each of its refs."""
    made = build(challenge, folder)
    listed = git.text("for-each-ref", "--format=%(refname) %(objectname)", cwd=folder)
    head = git.text("rev-parse", "HEAD", cwd=folder)
    return made, {"HEAD": head, **dict(line.split() for line in listed.splitlines())}


def main(folder: Path) -> None:
    """Deal what is asked for, line by line."""
    for line in sys.stdin:
        pack, seed, wishes = json.loads(line)
        _, refs = dealt(draw(loading.load(pack), seed, profile.read(wishes)), folder)
        shutil.rmtree(folder)
        print(json.dumps(refs), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
