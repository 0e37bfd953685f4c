"""Choose what a mixed deal has beside its defects, as a function of the seed.

Main goes on, a file is reformatted for no reason, comments are stale, and the description makes
false claims. A plain draw has none of this.

A pack says in ``pr.toml`` what candidates may know of it; what is untrue, and why, is secret and
in ``solutions/<pack>/mess.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final, TypeVar, assert_never

from checker.dealing import nearest
from checker.dealing.ranking import rank
from checker.errors import PackError
from checker.model.key import Challenge, Edit
from checker.model.mess import AllChanged, FalseClaim, NoneSays, StaleComment, UntrueWhen
from checker.model.pack import SideEdit, Tree

CONTRACT: Final = "\n\n**Contract**"
MIN_MESS_KINDS: Final = 2
STALE_ONE_IN: Final = 2
MAX_FALSE_CLAIMS: Final = 2
Item = TypeVar("Item")


class MessKind(StrEnum):
    """A way in which a history is messy."""

    HALF_FIX = "half-fix"
    AFTERTHOUGHT = "afterthought"
    FORMATTER = "formatter"
    REFORMAT = "reformat"
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mess:
    """What a deal has beside the feature and its defects; upstream commits come in a merge."""

    kinds: frozenset[MessKind] = frozenset()
    upstream: tuple[SideEdit, ...] = ()
    reformats: tuple[SideEdit, ...] = ()
    stale: tuple[StaleComment, ...] = ()
    boasts: tuple[FalseClaim, ...] = ()

    @property
    def side_edits(self) -> tuple[SideEdit, ...]:
        """All edits that change a file of the reference."""
        return (*self.upstream, *self.reformats, *(each.aside for each in self.stale))


def mess_of(challenge: Challenge, reference: Tree) -> Mess:
    """Return the mess of a challenge."""
    if challenge.profile.plain:
        return Mess()
    pr, key = challenge.pack.pr, challenge.pack.key
    touched = {path for path, _ in _texts(challenge)}
    upstream = _ranked(challenge, "upstream", [a for a in pr.upstream if a.path not in touched])
    reformats = _ranked(challenge, "reformat", [a for a in pr.reformats if a.path not in touched])
    possible = [*MessKind]
    possible = [kind for kind in possible if upstream or kind is not MessKind.MERGE]
    possible = [kind for kind in possible if reformats or kind is not MessKind.REFORMAT]
    some = MIN_MESS_KINDS + choose_index(challenge, len(possible) - MIN_MESS_KINDS, "kinds")
    kinds = frozenset(_ranked(challenge, "kind", possible)[:some])
    stale = [each for each in key.stale if _fits(challenge, reference, each.aside)]
    untrue = [each for each in key.boasts if is_untrue(challenge, each)]
    return Mess(
        kinds=kinds,
        upstream=upstream[: 1 + choose_index(challenge, 2, "on main")]
        if MessKind.MERGE in kinds
        else (),
        reformats=reformats[:1] if MessKind.REFORMAT in kinds else (),
        stale=_ranked(challenge, "stale", stale)[: choose_index(challenge, STALE_ONE_IN, "stale")],
        boasts=_ranked(challenge, "boast", untrue)[
            : 1 + choose_index(challenge, MAX_FALSE_CLAIMS, "boasts")
        ],
    )


def is_untrue(challenge: Challenge, boast: FalseClaim) -> bool:
    """Return whether a claim is false for the defects of a challenge."""
    return not boast.drawn or any(each.slug in boast.drawn for each in challenge.defects)


def untrue_of(base: Tree, head: Tree, when: UntrueWhen) -> bool:
    """Return whether what makes a claim untrue holds of a pull request's two trees."""
    match when:
        case AllChanged(paths=paths):
            return all(base.get(path) != head.get(path) for path in paths)
        case NoneSays(below=below, words=words):
            texts = [text.decode().lower() for p, text in head.items() if str(p).startswith(below)]
            return bool(texts) and not any(word in text for text in texts for word in words)
        case _:
            assert_never(when)


def apply_edits(tree: Tree, asides: Iterable[SideEdit]) -> Tree:
    """Return a tree with some side edits applied.

    Raises:
        PackError: the text of one is not there exactly once.
    """
    made = dict(tree)
    for each in asides:
        text = made.get(each.path, b"").decode()
        if fault := nearest.once(text, each.old):
            raise PackError(f"{each.path} must hold a text exactly once: {fault}")
        made[each.path] = text.replace(each.old, each.new).encode()
    return made


def with_claims(body: str, boasts: Iterable[FalseClaim]) -> str:
    """Return the pull request's text with false claims added, before the contract at its end."""
    words = "".join(f"\n{each.text}" for each in boasts)
    prose, contract, names = body.rstrip("\n").partition(CONTRACT)
    return f"{prose}{words}{contract}{names}\n" if words else body


def choose_index(challenge: Challenge, count: int, *words: str) -> int:
    """Return a number below ``count`` that the seed chooses for this purpose."""
    return int.from_bytes(_rank(challenge, *words)[:4], "big") % count


def _ranked(challenge: Challenge, word: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items in an order that the seed chooses."""
    numbers = sorted(range(len(items)), key=lambda n: _rank(challenge, word, str(n)))
    return tuple(items[number] for number in numbers)


def _rank(challenge: Challenge, *words: str) -> bytes:
    return rank(challenge.seed, challenge.salt, challenge.pack.pr.slug, "history", *words)


def _texts(challenge: Challenge) -> list[tuple[PurePosixPath, str]]:
    """Return the texts by which the drawn defects are found, with the paths of their files."""
    drawn = challenge.defects
    changed = [
        (change.path, change.clean if isinstance(change, Edit) else "")
        for each in drawn
        for change in each.changes
    ]
    return changed + [(site.path, site.text) for each in drawn for site in each.sites]


def _fits(challenge: Challenge, reference: Tree, aside: SideEdit) -> bool:
    """Return whether every drawn defect is still found after a side edit."""
    text = apply_edits(reference, (aside,))[aside.path].decode()
    return all(text.count(t) == 1 for path, t in _texts(challenge) if path == aside.path)
