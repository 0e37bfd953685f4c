from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from checker import rounds
from checker.model.pack import Dealt
from checker.model.place import Lines
from checker.model.review import ReviewComment
from checker.rounds import Round, RoundDir
from checker.system import git as gitenv
from tests.repositories import identity, make_repository

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
BASE = {PurePosixPath("app.py"): b"x = 1\n", PurePosixPath(".gitignore"): b"*.log\n"}
HEAD = {**BASE, PurePosixPath("app.py"): b"x = 1\ny = 2\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundUnderTest:
    """A round that has begun, and hands to work in its repository."""

    place: RoundDir
    dealt: Dealt

    @property
    def repository(self) -> Path:
        return self.place.worktree

    def git(self, *arguments: str) -> str:
        return gitenv.text(*arguments, cwd=self.repository, extra=identity("Sam"))

    def write(self, path: str, content: str) -> None:
        (self.repository / path).write_text(content)

    def add(self, body: str, line: int | None = 1) -> ReviewComment:
        lines = Lines(first=line, last=line) if line else None
        new = rounds.new_comment(path=PurePosixPath("app.py"), lines=lines, body=body, now=NOW)
        return rounds.put_comment(self.place, new, dealt=self.dealt)

    def bodies(self) -> list[str]:
        return [comment.body for comment in rounds.load_review(self.place).comments]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "home").mkdir()


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "repository"
    commits = make_repository(folder, BASE, HEAD, "Sam")
    round_ = Round(
        pack="helpdesk",
        digest="d" * 64,
        seed=7,
        dealt_head=commits[1],
        base_commit=commits[0],
        branch="feature",
        started_at=NOW,
        minutes=45,
    )
    rounds.create(folder, round_)
    return folder


@pytest.fixture
def round_(begun: Path, tmp_path: Path) -> RoundUnderTest:
    shutil.copytree(begun, tmp_path / "work")
    place = rounds.find(tmp_path / "work")
    return RoundUnderTest(place=place, dealt=rounds.dealt(place))
