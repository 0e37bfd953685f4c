"""Phrases that decoys and acceptable remarks look for, and where a text says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.matching.wording import EMPTY, Wording, read

MOST_BETWEEN = 2
FARTHEST = 7
SHORT = 2  # letters that a stem may have by chance
DENIED_WITHIN = 2
DENIAL = read("not").stems[0]
AVOID = read("avoid").stems[0]  # "do not catch it" says that it is caught
ONLY = read("only").stems[0]  # "not only" denies nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Slots in order, each filled by one of several words; ``signs`` are looked for as they are.

    ``needs`` has, for each slot, the stems of which one must be there.
    """

    slots: tuple[tuple[tuple[str, ...], ...], ...] = ()
    needs: tuple[frozenset[str], ...] = ()
    signs: re.Pattern[str] | None = None

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that it could be made of."""
        return frozenset(stem for slot in self.slots for choice in slot for stem in choice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A phrase that a text says, and at which of its stems."""

    phrase: str
    at: frozenset[int]


@lru_cache(maxsize=20_000)
def parts_of(phrase: str) -> tuple[Part, ...]:
    """Return the parts of a phrase: ``a|b c & d`` is a or b, then c; and d anywhere."""
    return tuple(_part(text.strip()) for text in phrase.split(" & "))


@lru_cache(maxsize=20_000)
def words_of(phrase: str) -> frozenset[str]:
    """Return every stem that a phrase could be made of."""
    return frozenset(stem for part in parts_of(phrase) for stem in part.stems)


def least_part(phrase: str) -> frozenset[str]:
    """Return stems of which a text must have one to say a phrase; none for signs."""
    needs = [needed for part in parts_of(phrase) for needed in part.needs]
    return min(needs, key=lambda needed: (len(needed), sorted(needed)), default=frozenset())


def find(wording: Wording, phrase: str) -> Said | None:
    """Return where a text says a phrase, None if it does not.

    Words are compared by their stems, in order, with at most two others between them; what is
    denied is not said. One short sign, such as ``%s`` or ``tz``, is looked for as it is.
    """
    return locate(wording, phrase, parts_of(phrase))


def locate(wording: Wording, phrase: str, parts: tuple[Part, ...]) -> Said | None:
    """Return where a text says a phrase whose parts are known, None if it does not."""
    present = wording.present
    for part in parts:
        for needed in part.needs:
            if needed.isdisjoint(present):
                return None
    at: set[int] = set()
    for part in parts:
        where = _where(wording, part)
        if where is None:
            return None
        at |= where
    return Said(phrase=phrase, at=frozenset(at))


def said(wording: Wording, phrases: Iterable[str]) -> Iterator[Said]:
    """Return the phrases that a text says, in their order."""
    for phrase, parts in _compiled(tuple(phrases)):
        found = locate(wording, phrase, parts)
        if found:
            yield found


@lru_cache(maxsize=2_000)
def _compiled(phrases: tuple[str, ...]) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    return tuple((phrase, parts_of(phrase)) for phrase in phrases)


def says(wording: Wording, phrase: str) -> bool:
    """Return whether a text says a phrase."""
    return find(wording, phrase) is not None


def first_said(wording: Wording, phrases: Iterable[str]) -> str:
    """Return the first of the phrases that a text says, "" for none."""
    return next((each.phrase for each in said(wording, phrases)), "")


def _part(text: str) -> Part:
    slots: list[tuple[tuple[str, ...], ...]] = []
    for word in text.split():
        choices = tuple(filter(None, (read(choice).stems for choice in word.split("|"))))
        slots += [choices] if len(choices) > 1 else [((stem,),) for c in choices for stem in c]
    letters = [len("".join(choice)) for slot in slots for choice in slot]
    if not slots or (len(slots) == 1 and max(letters) <= SHORT):
        signs = "|".join(re.escape(sign) for sign in text.lower().split("|"))
        return Part(slots=tuple(slots), signs=re.compile(rf"(?<!\w)(?:{signs})(?!\w)"))
    needs = tuple(frozenset(choice[0] for choice in slot) for slot in slots)
    return Part(slots=tuple(slots), needs=needs)


def _where(wording: Wording, part: Part) -> frozenset[int] | None:
    if part.signs:
        match = part.signs.search(wording.plain)
        return frozenset({-1 - match.start()}) if match else None
    stems = wording.stems
    denies = any(DENIAL in needed for needed in part.needs)
    for start, stem in enumerate(stems):
        at = _follow(stems, start, part.slots) if stem in part.needs[0] else []
        if at and (denies or not _denied(stems, start)):
            return frozenset(at)
    return None


def _denied(stems: tuple[str, ...], start: int) -> bool:
    before = range(max(start - DENIED_WITHIN, 0), start)
    denied = any(stems[i] == DENIAL and (i == 0 or stems[i - 1] != AVOID) for i in before)
    return denied and not any(stems[i] == ONLY for i in before)


def _follow(
    stems: tuple[str, ...], start: int, slots: tuple[tuple[tuple[str, ...], ...], ...]
) -> list[int]:
    """Return the positions of a phrase that begins at ``start``, none if it does not."""
    found: list[int] = []
    window: Iterable[int] = (start,)
    for slot in slots:
        at = next((p for i in window if (p := _choice(stems, i, slot))), None)
        if at is None:
            return []
        found += at
        window = _window(stems, at[-1] + 1)
    return found


def _window(stems: tuple[str, ...], start: int) -> Iterator[int]:
    """Return where the next word may stand: words that say nothing are not counted."""
    between = 0
    for position in range(start, min(start + FARTHEST, len(stems))):
        yield position
        between += stems[position] not in EMPTY
        if between > MOST_BETWEEN:
            return


def _choice(stems: tuple[str, ...], at: int, slot: tuple[tuple[str, ...], ...]) -> range | None:
    for choice in slot:
        if stems[at : at + len(choice)] == choice:
            return range(at, at + len(choice))
    return None
