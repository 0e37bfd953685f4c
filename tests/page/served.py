"""A round that is served by the real command, and hands to work with it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from checker import rounds
from checker.model.pack import Tree
from checker.model.times import to_second
from checker.rounds import Round, RoundDir
from checker.system import git, trees
from tests.command import MESSYPR
from tests.repositories import identity

WHO = identity("Sam")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def fields(self) -> dict[str, Any]:
        return json.loads(self.body)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A served round."""

    place: RoundDir
    url: str
    pid: int

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def ask(
        self,
        method: str,
        path: str = "",
        fields: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        below: str | None = None,
    ) -> Answer:
        """Ask for a path below the word, or below ``below``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        base = urlsplit(self.url).path if below is None else below
        content = fields if isinstance(fields, bytes) else json.dumps(fields or {}).encode()
        body = None if method == "GET" else content
        try:
            connection.request(method, f"{base}{path}", body, dict(headers or {}))
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(status=answer.status, headers=got, body=answer.read())
        finally:
            connection.close()

    def get(self, path: str = "") -> Answer:
        return self.ask("GET", path)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Site]:
    """Serve the round of a folder until the end of the block."""
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    with subprocess.Popen(
        [MESSYPR, "review", "--no-open", "--json", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = ""
            while not said.endswith("}\n") or said.count("{") != said.count("}"):
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                said += line
            url = json.loads(said)["url"]
            yield Site(place=rounds.find(folder), url=url, pid=process.pid)
        finally:
            process.terminate()
            process.communicate()


def laid(folder: Path, base: Tree, *heads: Tree, minutes: int = 45, ago: int = 0) -> Path:
    """Make a round of hand-made trees: a base, and the commits of the pull request."""
    folder.mkdir(parents=True)
    git.run("init", "--quiet", "--initial-branch", "main", cwd=folder)
    commits = [_commit(folder, base, {}, "base")]
    git.run("checkout", "--quiet", "-b", "feature", cwd=folder)
    for number, (before, after) in enumerate(zip((base, *heads), heads, strict=False)):
        commits.append(_commit(folder, after, before, f"commit {number + 1}"))
    round_ = Round(
        pack="helpdesk",
        digest="d" * 64,
        seed=918273645,
        dealt_head=commits[-1],
        base_commit=commits[0],
        branch="feature",
        started_at=to_second(datetime.now(UTC) - timedelta(seconds=ago)),
        minutes=minutes,
    )
    rounds.create(folder, round_)
    return folder


def _commit(folder: Path, tree: Tree, before: Tree, message: str) -> str:
    for path in set(before) - set(tree):
        (folder / path).unlink()
    trees.write(tree, folder)
    git.run("add", "--all", cwd=folder)
    git.run("commit", "--quiet", "--allow-empty", "--message", message, cwd=folder, extra=WHO)
    return git.text("rev-parse", "HEAD", cwd=folder)


def path(name: str) -> PurePosixPath:
    return PurePosixPath(name)
