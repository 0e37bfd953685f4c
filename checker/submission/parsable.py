"""Find out whether Python files can be parsed in reasonable time: in a child that may be killed.

A few kilobytes can keep Python's parser busy for minutes, or crash it. What passes here is parsed
again later, in this process, and takes no longer there.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from checker.sandbox.isolation import run_tool

CPU_SECONDS: Final = 1.0  # for all files together; a pull request takes a tenth of one
SECONDS: Final = 60.0
MOST_TRIES: Final = 3
TOO_SLOW = "it takes too long to parse, or crashes Python's parser; the dealt file counts"
ALL_TOO_SLOW = "the files of this submission take too long to parse; the dealt file counts"
CHILD = """\
import ast, io, json, sys, tokenize
for name, text in json.load(sys.stdin).items():
    print(json.dumps(["begun", name]), flush=True)
    source = text.encode("latin-1")
    try:
        ast.parse(source)
        for _ in tokenize.tokenize(io.BytesIO(source).readline):
            pass
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        pass  # the checks say what is wrong with it
    print(json.dumps(["done", name]), flush=True)
"""


def too_slow(files: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, str]:
    """Return the files that no parser of ours may see, each with the reason."""
    left = {str(path): content.decode("latin-1") for path, content in files.items()}
    found: dict[PurePosixPath, str] = {}
    for _ in range(MOST_TRIES):
        if not left:
            return found
        begun, done = _tried(left)
        left = {name: text for name, text in left.items() if name not in done}
        for name in begun & left.keys():
            found[PurePosixPath(name)] = TOO_SLOW
            del left[name]
    return found | {PurePosixPath(name): ALL_TOO_SLOW for name in left}


def _tried(files: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Return which files a child began to parse and which it got through."""
    command = [sys.executable, "-I", "-S", "-B", "-c", CHILD]
    with tempfile.TemporaryDirectory(prefix="messypr-parse-") as folder:
        given = json.dumps(files).encode()
        ended = run_tool.run(
            command, cwd=Path(folder), seconds=SECONDS, cpu_seconds=CPU_SECONDS, stdin=given
        )
    events: dict[str, set[str]] = {"begun": set(), "done": set()}
    for line in ended.stdout.splitlines():
        if line.endswith("]"):
            kind, name = json.loads(line)
            events[kind].add(name)
    return events["begun"], events["done"]
