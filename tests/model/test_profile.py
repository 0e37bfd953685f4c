"""A profile as text, which a round records."""

from __future__ import annotations

import pytest

from checker.model.profile import PLAIN, Difficulty, Profile, read, written
from checker.rules.rule import Category


def test_a_profile_is_read_as_it_was_written() -> None:
    for each in (
        PLAIN,
        Profile(level=Difficulty.INTERVIEW),
        Profile(level=Difficulty.DRILL, focus=(Category.ASYNC, Category.TESTS), defects=0),
    ):
        assert read(written(each)) == each
    for text in ("level=hard", "speed=fast", "level"):
        with pytest.raises(ValueError, match=r"."):
            read(text)
