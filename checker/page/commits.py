"""The commits of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checker.system import git

MAX_COMMITS = 200
_FORMAT = "--format=%H%x00%P%x00%an%x00%cI%x00%B%x00%x00"
_FIELDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit; ``yours`` says that it came after the dealt head."""

    id: str
    parent: str
    author: str
    at: datetime
    subject: str
    body: str
    yours: bool


def log(repository: Path, base: str, *, dealt: str, head: str) -> tuple[Commit, ...]:
    """Return the commits after ``base``, oldest first.

    Raises:
        GitCommandError: git cannot list them.
    """
    plain = ("-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8")
    listed = (
        f"--max-count={MAX_COMMITS}",
        "--topo-order",
        "--first-parent",
        f"{base}..{head}",
        "--",
    )
    printed = git.run(*plain, "log", "--no-show-signature", _FORMAT, *listed, cwd=repository)
    theirs = set(git.text("rev-list", f"{base}..{dealt}", cwd=repository).split())
    records = printed.decode("utf-8", "replace").split("\0\0\n")
    found = [_commit(record, theirs) for record in records if record.count("\0") == _FIELDS - 1]
    return tuple(reversed(found))


def _commit(record: str, theirs: set[str]) -> Commit:
    name, parents, author, at, message = record.split("\0")
    subject, _, body = message.strip().partition("\n")
    return Commit(
        id=name,
        parent=parents.split(" ")[0],
        author=author,
        at=datetime.fromisoformat(at),
        subject=subject,
        body=body.strip(),
        yours=name not in theirs,
    )
