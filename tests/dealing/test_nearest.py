"""Why a text is not in a file once, and where the file has something like it."""

from __future__ import annotations

import pytest

from checker.dealing.nearest import once

SOURCE = """\
def draft(limit):
    if limit is not None:
        return 1
    return 2


def other():
    return 2
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("    if limit is not None:\n", ""),
        (
            "    return 2\n",
            "'    return 2' is there 2 times (lines 4, 8): take more lines",
        ),
        (
            "    if limit is not Non:\n        return 1\n",
            (
                "'    if limit is not Non:' is not there; nearest is line 2: "
                "'    if limit is not None:' instead of '    if limit is not Non:'"
            ),
        ),
        (
            "    if limit is not None:\n        return 3\n",
            (
                "'    if limit is not None:' is not there; nearest is line 3: "
                "'        return 1' instead of '        return 3'"
            ),
        ),
        (
            "async with semaphore: await go()",
            "'async with semaphore: await go()' is not there, nor ",
        ),
        ("", "the text to look for is empty"),
    ],
)
def test_the_nearest_line_is_named(text: str, said: str) -> None:
    found = once(SOURCE, text)
    assert found.startswith(said) if said else not found
    assert "\n" not in found


def test_an_empty_file_has_nothing_like_it() -> None:
    assert once("", "return 1\n") == "'return 1' is not there, nor anything like it"
