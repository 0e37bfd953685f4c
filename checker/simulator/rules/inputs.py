"""Texts to embed or to classify: one, or a list of them."""

from __future__ import annotations

from typing import Any

from checker.simulator.refusals import problem


def problem_of(given: Any) -> dict[str, Any] | None:
    """Return what is wrong with the first text that is wrong."""
    texts = given if isinstance(given, list) else [given]
    if not texts:  # the wording is ours
        return problem("too_short", ("input",), "List should have at least 1 item", given)
    for index, text in enumerate(texts):
        loc = ("input", index) if isinstance(given, list) else ("input",)
        if not isinstance(text, str):
            return problem("string_type", loc, "Input should be a valid string", text)
        if not text:  # the wording is ours
            return problem("string_too_short", loc, "String should have at least 1 character", text)
    return None
