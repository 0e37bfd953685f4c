"""Tell prose from what was copied out of the diff or the pull request's text."""

from __future__ import annotations

from collections.abc import Iterable

from checker.matching.wording import Wording, read

RUN = 5
SHARE = 0.6


def shingles(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return every run of five stems of some texts."""
    return frozenset(run for text in texts for run in _runs(read(text)))


def copied(claim: Wording, source: frozenset[tuple[str, ...]]) -> bool:
    """Return whether most of a claim stands in the source, word for word."""
    runs = _runs(claim)
    return bool(runs) and sum(run in source for run in runs) > SHARE * len(runs)


def _runs(wording: Wording) -> list[tuple[str, ...]]:
    stems = wording.stems
    return [stems[i : i + RUN] for i in range(len(stems) - RUN + 1)]
