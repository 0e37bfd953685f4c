from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from checker.model.pack import Dealt, PullRequest
from checker.model.review import Submission
from checker.submission import read
from checker.system import git as gitenv
from checker.system import trees
from tests.repositories import identity, make_repository

BASE = {
    PurePosixPath("src/app.py"): b"import time\n\n\ndef main():\n    return 1\n",
    PurePosixPath("src/data/words.txt"): b"one\n",
    PurePosixPath("tests/conftest.py"): b"",
    PurePosixPath("README.md"): b"# app\n",
}
HEAD = {
    **BASE,
    PurePosixPath("src/app.py"): b"import time\n\n\ndef main():\n    time.sleep(1)\n    return 1\n",
    PurePosixPath("src/extra.py"): b"x = 1\n",
    PurePosixPath(".env"): b"KEY=1\n",
}
TOUCH = ("src/*.py", "src/new/**", "tests/*.py", ".env")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A dealt repository, and hands to change it as a candidate would."""

    repository: Path
    dealt: Dealt
    pr: PullRequest

    def git(self, *arguments: str, stdin: bytes | None = None) -> str:
        return gitenv.text(*arguments, cwd=self.repository, stdin=stdin, extra=identity("Kim"))

    def write(self, path: str, content: str | bytes) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        trees.write({PurePosixPath(path): data}, self.repository)

    def commit(self) -> str:
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message", "work")
        return self.git("rev-parse", "HEAD")

    def plant(self, name: bytes, content: bytes = b"", mode: str = "100644") -> None:
        """Commit an entry that no file system would hold."""
        oid = self.git("rev-parse", "HEAD")
        if mode != "160000":
            oid = self.git("hash-object", "-w", "--stdin", stdin=content)
        line = f"{mode} {oid}\t".encode() + name + b"\0"
        self.git("update-index", "-z", "--index-info", stdin=line)
        self.git("commit", "--quiet", "--message", "planted")

    def read(
        self, source: Path | None = None, *, ref: str | None = None, review: Path | None = None
    ) -> Submission:
        return read(
            source or self.repository, ref=ref, dealt=self.dealt, pr=self.pr, review_file=review
        )

    def ignored(self) -> dict[str, str]:
        return {ignored.path: ignored.reason for ignored in self.read().ignored}


@pytest.fixture(scope="session")
def dealt_repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Dealt]:
    folder = tmp_path_factory.mktemp("dealt") / "repository"
    commits = make_repository(folder, BASE, HEAD, "Kim")
    return folder, Dealt(base_commit=commits[0], head_commit=commits[1], base=BASE, head=HEAD)


@pytest.fixture
def candidate(tmp_path: Path, dealt_repository: tuple[Path, Dealt]) -> Candidate:
    folder, dealt = dealt_repository
    shutil.copytree(folder, tmp_path / "work")
    pr = PullRequest(
        slug="app",
        title="",
        author="",
        branch="feature",
        minutes=45,
        level="",
        topics=(),
        body="",
        base=tmp_path,
        package=PurePosixPath("src"),
        tests=PurePosixPath("tests"),
        commits=(),
        contract=(),
        touch=TOUCH,
    )
    return Candidate(repository=tmp_path / "work", dealt=dealt, pr=pr)
