"""True remarks about the mess of a deal, which are no defects of the key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from checker.dealing.mess import Mess
from checker.model.key import Acceptable

# A reviewer who doubts the description names it, or says that something was claimed.
CLAIMED: Final = "description|body|pull_request|pr|author|text|claim|say|state|promise|mention"
REFORMATTED: Final = (
    "unrelated",
    "unneeded|needless|unnecessary|only|mere|just|pure|another|separate & format|reformat|style",
    "noise & diff|format|reformat",
    "not belong & format|reformat|change",
    "reformat|reformatted",
)
COMMITS: Final = (
    "merge commit",
    "merge main|master & rebase|squash|commit",
    "rebase|squash & branch|commit|main|history|merge",
    "commit message",
    "commit history",
    "fixup commit",
)


def remarks(mess: Mess, paths: tuple[PurePosixPath, ...]) -> Iterator[Acceptable]:
    """Yield the remarks that are true of a deal with these paths."""
    if mess.kinds:
        yield _remark("messy-history", paths, COMMITS)
    for aside in mess.reformats:
        yield _remark("unrelated-reformat", (aside.path,), REFORMATTED)
    for stale in mess.stale:
        yield _remark(stale.slug, (stale.path,), stale.about, stale.examples)
    for boast in mess.boasts:
        phrases = tuple(f"{CLAIMED} & {each}" for each in boast.about)
        yield _remark(boast.slug, paths, phrases, boast.examples)


def _remark(
    slug: str,
    paths: tuple[PurePosixPath, ...],
    phrases: tuple[str, ...],
    examples: tuple[str, ...] = (),
) -> Acceptable:
    return Acceptable(slug=slug, paths=paths, phrases=phrases, examples=examples)
