"""The wordings that a report shows of a defect: what a good comment on it looks like."""

from __future__ import annotations

from collections.abc import Sequence

from checker.matching.keyword_stuffing import binding

MOST = 2
FEWEST_WORDS = 8
MOST_WORDS = 40
FEWEST_BINDING = 3  # words such as "is" and "the", without which it is a list of keywords


def model_wordings(found: Sequence[str]) -> tuple[str, ...]:
    """Return two comments that find a defect: whole sentences, the first ones where there are few.

    Args:
        found: The known comments that find it, in the order of their file.
    """
    models = [text for text in found if _is_whole(text)]
    rest = [text for text in found if text not in models]
    return tuple([*models, *rest][:MOST])


def _is_whole(text: str) -> bool:
    """Return whether a comment is a sentence or two, and neither a question nor a few words."""
    length = len(text.split())
    return (
        FEWEST_WORDS <= length <= MOST_WORDS
        and binding(text) >= FEWEST_BINDING
        and not text.rstrip().endswith("?")
    )
