"""The outcome of one check on a tree, and the names that the tree must define."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.key import Anchor
from checker.model.pack import Tree
from checker.model.scopes import scopes

MAX_SOURCE_BYTES = 64 << 10
# Raised by a question that the submission makes impossible to ask: the check then fails.
IMPOSSIBLE = (LookupError, AttributeError, TypeError, ValueError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEvidence:
    """Whether a check holds, and a text that says why.

    ``inconclusive`` says that the check gave no answer: a tool was killed, or printed nothing
    that can be read. ``said`` is a text that the candidate may have chosen.
    """

    holds: bool
    words: str = ""
    said: str = ""
    inconclusive: bool = False


def missing(tree: Tree, anchor: Anchor) -> str:
    """Return why an anchor is not defined in the tree, "" if it is: deleted code is no fix."""
    content = tree.get(anchor.path)
    if content is None:
        return f"{anchor.path} is gone"
    if len(content) > MAX_SOURCE_BYTES:
        return f"{anchor.path} is larger than {MAX_SOURCE_BYTES} bytes"
    names = {name for name, _ in scopes(content.decode("utf-8", "replace"))}
    if anchor.name and anchor.name not in names:
        return f"{anchor.path} does not define {anchor.name}"
    return ""
