"""Make the history of a mixed deal as messy as its code, as a function of the seed.

What an earlier commit holds of a file is the beginning of what is dealt, so that no history shows
what the code said before a defect was planted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from checker.mixing import rank
from checker.model.key import Challenge
from checker.model.pack import PlannedCommit, Tree

AN_HOUR: Final = 3_600
LONGEST_PAUSE: Final = 20  # hours between two commits
PREFIXES: Final = ("", "", "wip: ", "WIP ", "fix: ", "more ", "[draft] ")
AFTERTHOUGHTS: Final = ("fixup! {0}", "forgot a file", "oops", "rest of: {0}", "address comments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One commit of the branch: when, in what words, and what it changes."""

    hours: int
    message: str
    changes: Tree


def steps(challenge: Challenge, planned: Sequence[tuple[PlannedCommit, Tree]]) -> tuple[Step, ...]:
    """Return the commits of a feature: as planned for a plain draw, else messy."""
    if challenge.profile.plain:
        return tuple(
            Step(hours=number, message=commit.message, changes=changes)
            for number, (commit, changes) in enumerate(planned, 1)
        )
    made: list[Step] = []
    hours = 0
    late = _late(challenge, planned)
    for number, (commit, changes) in enumerate(planned):
        hours += 1 + _pick(challenge, LONGEST_PAUSE, "pause", str(number))
        prefix = PREFIXES[_pick(challenge, len(PREFIXES), "prefix", str(number))]
        begun = {p: _beginning(t) if p == late else t for p, t in changes.items()}
        made.append(Step(hours=hours, message=f"{prefix}{commit.message}", changes=begun))
        if late is not None and late in changes:
            again = AFTERTHOUGHTS[_pick(challenge, len(AFTERTHOUGHTS), "afterthought")]
            first = commit.message.splitlines()[0]
            hours += 1
            rest = {late: changes[late]}
            made.append(Step(hours=hours, message=again.format(first), changes=rest))
    return tuple(made)


def _late(
    challenge: Challenge, planned: Sequence[tuple[PlannedCommit, Tree]]
) -> PurePosixPath | None:
    """Return the file of which an afterthought brings the end, None where none can be cut."""
    paths = [p for _, changes in planned for p, t in changes.items() if _beginning(t) != t]
    if not paths:
        return None
    return sorted(paths)[_pick(challenge, len(paths), "late")]


def _beginning(content: bytes) -> bytes:
    """Return a module without its last definition; all of it where it has but one."""
    head, gap, _ = content.rpartition(b"\n\n\n")
    return head + b"\n" if gap and head.count(b"\n\n\n") else content


def _pick(challenge: Challenge, count: int, *words: str) -> int:
    digest = rank(challenge.seed, challenge.salt, challenge.pack.pr.slug, "history", *words)
    return int.from_bytes(digest[:4], "big") % count
