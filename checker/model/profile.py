"""The options of a challenge besides its pack and seed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.rules.rule import Category


class Difficulty(StrEnum):
    """How many defects a challenge has, and how hard they are to find."""

    WARM_UP = "warm-up"
    INTERVIEW = "interview"
    DRILL = "drill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The options of a draw; without any of them a pack makes its own, plain draw.

    With a level, hand-made defects and those of operators are mixed. Half of the defects come
    from the categories in ``focus``; ``defects`` is their number.
    """

    level: Difficulty | None = None
    focus: tuple[Category, ...] = ()
    defects: int | None = None

    @property
    def plain(self) -> bool:
        """Whether no option is set: then the pack draws thirteen hand-made defects."""
        return self == Profile()


PLAIN = Profile()


def written(profile: Profile) -> str:
    """Return a profile as a round stores it: ``level=drill focus=async,mistral defects=4``."""
    parts = [f"level={profile.level}"] if profile.level else []
    parts += [f"focus={','.join(profile.focus)}"] if profile.focus else []
    parts += [f"defects={profile.defects}"] if profile.defects is not None else []
    return " ".join(parts)


def read(text: str) -> Profile:
    """Return the profile that ``written`` wrote.

    Raises:
        ValueError: it is something else.
    """
    given = dict(part.split("=", 1) for part in text.split())
    level, focus, defects = (given.pop(name, "") for name in ("level", "focus", "defects"))
    if given:
        raise ValueError(f"no such option: {', '.join(given)}")
    return Profile(
        level=Difficulty(level) if level else None,
        focus=tuple(Category(each) for each in focus.split(",") if each),
        defects=int(defects) if defects else None,
    )
