"""Tell prose from what was copied out of the diff or the pull request's text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from checker.matching.wording import Wording, read

RUN = 5
SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What can be copied: every run of five stems of some texts, and all stems in order."""

    runs: frozenset[tuple[str, ...]]
    text: str


@lru_cache(maxsize=8)
def source_of(texts: tuple[str, ...]) -> Source:
    """Return the source that some texts are."""
    read_texts = tuple(map(read, texts))
    return Source(
        runs=frozenset(run for each in read_texts for run in _runs(each)),
        text="\n".join(_line(each) for each in read_texts),
    )


def copied(claim: Wording, source: Source) -> bool:
    """Return whether most of a claim stands in the source, word for word; all of a short one."""
    runs = _runs(claim)
    if not runs:
        return _line(claim) in source.text
    return sum(run in source.runs for run in runs) > SHARE * len(runs)


def _runs(wording: Wording) -> list[tuple[str, ...]]:
    stems = wording.stems
    return [stems[i : i + RUN] for i in range(len(stems) - RUN + 1)]


def _line(wording: Wording) -> str:
    return f" {' '.join(wording.stems)} "
