"""Find which of a candidate's refs to grade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import SubmissionError
from checker.submission.printable import printable

_LINE = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64})\t(\S+)")
_SYMBOLIC = re.compile(rb"ref: (\S+)\tHEAD")
_COMMIT = re.compile(r"[0-9a-f]{40}")
SHA256_DIGITS = 64
MAX_NAMED_BRANCHES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Refs:
    """The refs of a repository by name, and the branch that HEAD points to, or ""."""

    names: Mapping[str, str]
    checked_out: str


def parse(printed: bytes, source: Path) -> Refs:
    """Return the refs that ``git ls-remote --symref`` printed.

    Raises:
        SubmissionError: The repository uses SHA-256.
    """
    names: dict[str, str] = {}
    checked_out = ""
    for line in printed.splitlines():
        if symbolic := _SYMBOLIC.fullmatch(line):
            checked_out = symbolic[1].decode("utf-8", "surrogateescape")
        elif plain := _LINE.fullmatch(line):
            names[plain[2].decode("utf-8", "surrogateescape")] = plain[1].decode()
    if any(len(oid) == SHA256_DIGITS for oid in names.values()):
        raise SubmissionError(
            f"{printable(source)} uses the object format sha256; only sha1 repositories are read"
        )
    return Refs(names=names, checked_out=checked_out)


def choose(refs: Refs, *, ref: str | None, branch: str, source: Path, bundle: bool) -> str:
    """Return the name of the ref to grade.

    Raises:
        SubmissionError: There is none, or there are several; the message names the remedy.
    """
    branches = [name for name in refs.names if name.startswith("refs/heads/")]
    if ref is not None:
        return _named(refs, ref, branches, source)
    if refs.checked_out in refs.names:
        return refs.checked_out
    if "HEAD" in refs.names and not bundle:
        raise SubmissionError(
            f"{printable(source)} has a detached HEAD: say which commit to grade,"
            f" with --ref HEAD or --ref {branch}"
        )
    if f"refs/heads/{branch}" in branches:
        return f"refs/heads/{branch}"
    if len(branches) == 1:
        return branches[0]
    if branches:
        raise SubmissionError(f"{printable(source)} has {_listed(branches)}: choose one with --ref")
    if "HEAD" in refs.names:
        return "HEAD"
    raise SubmissionError(f"{printable(source)} is empty: it has no commits on any branch")


def _named(refs: Refs, ref: str, branches: list[str], source: Path) -> str:
    for name in (ref, f"refs/heads/{ref}", f"refs/remotes/{ref}", f"refs/{ref}"):
        if name in refs.names:
            return name
    if _COMMIT.fullmatch(ref):
        return ref
    there = _listed(branches) if branches else "no branches"
    raise SubmissionError(f"no ref {printable(ref)} in {printable(source)}; it has {there}")


def _listed(branches: list[str]) -> str:
    names = [printable(name.removeprefix("refs/heads/")) for name in branches]
    more = f" and {len(names) - MAX_NAMED_BRANCHES} more" if len(names) > MAX_NAMED_BRANCHES else ""
    return f"the branches {', '.join(names[:MAX_NAMED_BRANCHES])}{more}"
