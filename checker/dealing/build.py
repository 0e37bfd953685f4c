"""Build the git repository that a candidate is dealt, with the same commit ids on every machine.

Every commit holds the final content of the feature's files, or the beginning of it, so that no
commit shows what the code was before a defect was planted. If main has gone on, the branch has
merged all of it: the tip of main is the merge base that the branch is compared with.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.dealing.history import HOUR_SECONDS, HistoryStep, history_steps
from checker.dealing.mess import Mess, apply_edits, mess_of, with_claims
from checker.dealing.planting import Planted, plant
from checker.errors import PackError
from checker.model.key import Challenge
from checker.model.pack import Dealt, PlannedCommit, PullRequest, Tree
from checker.packs import loading
from checker.system import git, trees
from checker.system.files import new_folder

MAIN = "main"
MAINTAINER = "Robin Lindqvist"
FIRST_COMMIT_UNIX_SECONDS = 1_772_442_000  # 2026-03-02 09:00 UTC, a Monday
DESCRIPTION = "PR.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A dealt challenge: both trees, their commits, and the places of each defect.

    ``description`` is the pull request's text as it is dealt, ``mess`` everything in it that is
    not true.
    """

    dealt: Dealt
    planted: Planted
    mess: Mess
    description: str


def deal(challenge: Challenge) -> Deal:
    """Return what a challenge deals, without writing a repository."""
    with tempfile.TemporaryDirectory(prefix="messypr-deal-") as folder:
        return _build(challenge, Path(folder, "bare"), bare=True)


def build(challenge: Challenge, into: Path) -> Deal:
    """Write the repository with its working tree to ``into``, which must not exist.

    The pull request's text is written beside the code as PR.md, which git ignores. ``into``
    appears only when everything in it is complete.
    """
    with new_folder(into) as unfinished:
        made = _build(challenge, unfinished, bare=False)
        text = f"# {challenge.pack.pr.title}\n\n{made.description}"
        (unfinished / DESCRIPTION).write_text(text, "utf-8")
        exclude = unfinished / ".git" / "info" / "exclude"
        exclude.parent.mkdir(exist_ok=True)
        exclude.write_text(f"/{DESCRIPTION}\n", "utf-8")
    return made


def plan(pr: PullRequest, base: Tree, head: Tree) -> tuple[tuple[PlannedCommit, Tree], ...]:
    """Return the feature's commits with what each of them changes; None is a deleted file.

    Raises:
        PackError: A file of the base is missing in the feature, or no planned commit brings a file.
    """
    changed = sorted(p for p in {*base, *head} if base.get(p) != head.get(p))
    shares: dict[int, dict[PurePosixPath, bytes]] = {}
    for path in changed:
        if path not in head:
            raise PackError(f"{pr.slug}: {path} is in the base and missing in the feature")
        number = _commit_of(pr, path)
        shares.setdefault(number, {})[path] = head[path]
    return tuple((pr.commits[number], shares[number]) for number in sorted(shares))


def _commit_of(pr: PullRequest, path: PurePosixPath) -> int:
    for number, commit in enumerate(pr.commits):
        if any(trees.matches(path, pattern) for pattern in commit.paths):
            return number
    raise PackError(f"{pr.slug}: no planned commit brings {path}")


def _build(challenge: Challenge, folder: Path, *, bare: bool) -> Deal:
    pack = challenge.pack
    begun, reference = loading.base_tree(pack), loading.reference_tree(pack)
    mess = mess_of(challenge, reference)
    base, reference = apply_edits(begun, mess.upstream), apply_edits(reference, mess.side_edits)
    plantings = [defect.planting for defect in challenge.defects]
    planted = plant(reference, plantings, ruff_config=loading.ruff_config(pack))
    folder.mkdir(parents=True)
    git.run("init", "--quiet", "--initial-branch", MAIN, *(["--bare"] if bare else []), cwd=folder)
    known = {**base, **{each.path: planted.tree[each.path] for each in mess.reformats}}
    planned = plan(pack.pr, known, planted.tree)
    stream = _stream(pack.pr, begun, history_steps(challenge, planned, mess, planted.tree))
    # No reflog: it would show when the branch was made, and that it was made at once.
    quiet = ("-c", "core.logAllRefUpdates=false")
    git.run(*quiet, "fast-import", "--quiet", "--date-format=raw", cwd=folder, stdin=stream)
    branch = f"refs/heads/{pack.pr.branch}"
    git.run(*quiet, "symbolic-ref", "HEAD", branch, cwd=folder)
    if not bare:
        git.run("read-tree", "HEAD", cwd=folder)
        git.run("checkout-index", "--all", cwd=folder)
    dealt = Dealt(
        base_commit=git.text("rev-parse", f"refs/heads/{MAIN}", cwd=folder),
        head_commit=git.text("rev-parse", branch, cwd=folder),
        base=base,
        head=planted.tree,
    )
    text = with_claims(pack.pr.body, mess.boasts)
    return Deal(dealt=dealt, planted=planted, mess=mess, description=text)


def _stream(pr: PullRequest, begun: Tree, made: Iterable[HistoryStep]) -> bytes:
    """Return the history as input for ``git fast-import``: the start of main, then each step."""
    who = _identity(MAINTAINER, FIRST_COMMIT_UNIX_SECONDS)
    parts = [_commit(MAIN, who, "Initial import", begun)]
    parts.append(f"reset refs/heads/{pr.branch}\nfrom refs/heads/{MAIN}\n\n".encode())
    for step in made:
        branch, author = (MAIN, MAINTAINER) if step.on_main else (pr.branch, pr.author)
        who = _identity(author, FIRST_COMMIT_UNIX_SECONDS + step.hours * HOUR_SECONDS)
        merged = MAIN if step.merges else ""
        parts.append(_commit(branch, who, step.message, step.changes, merged=merged))
    return b"".join(parts)


def _identity(name: str, when: int) -> str:
    address = f"{name.split(maxsplit=1)[0].lower()}@example.com"
    return f"{name} <{address}> {when} +0000"


def _commit(branch: str, who: str, message: str, changes: Tree, *, merged: str = "") -> bytes:
    """Return one commit on a branch; ``merged`` names a branch that it also merges."""
    text = f"{message}\n".encode()
    head = f"commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\ndata {len(text)}\n"
    lines = [head.encode(), text, f"merge refs/heads/{merged}\n".encode() if merged else b""]
    for path, content in sorted(changes.items()):
        lines.append(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    return b"".join(lines)
