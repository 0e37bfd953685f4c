"""Whose comments of a file to take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.errors import InvalidReviewError
from checker.review.formats.source import Entry


def chosen(entries: Iterable[Entry], author: str) -> str:
    """Return whose entries to take: the given author's, or the only one's.

    Raises:
        InvalidReviewError: There are several, or the one asked for wrote nothing.
    """
    counts: Counter[str] = Counter()
    bots = set()
    for entry in entries:
        counts[entry.author] += 1
        if entry.bot:
            bots.add(entry.author)
    names = {name for name in counts if name}
    if not names:
        return ""
    shown = ", ".join(
        f"{name!a} ({counts[name]}{', a bot' if name in bots else ''})" for name in sorted(names)
    )
    wanted = author.removeprefix("@").casefold()
    found = [name for name in names if name.casefold() == wanted]
    if wanted and not found:
        raise InvalidReviewError(f"{author!a} wrote no comment; there are comments of: {shown}")
    if not wanted and len(names) > 1:
        raise InvalidReviewError(f"there are comments of {shown}: say whose with --author")
    return found[0] if found else next(iter(names))
