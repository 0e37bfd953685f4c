"""What a check found, before it is known whose fault a breakdown is."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.key import Anchor
from checker.model.pack import Tree
from checker.model.scopes import scopes

MAX_SOURCE_BYTES = 64 << 10
# What a question raises where the submission makes it impossible to ask: then it does not hold.
IMPOSSIBLE = (LookupError, AttributeError, TypeError, ValueError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEvidence:
    """Whether a check holds, and the words for it.

    ``broke`` says that it came to no answer: a tool was killed or said nothing that can be read.
    """

    holds: bool
    words: str = ""
    broke: bool = False


def missing(tree: Tree, anchor: Anchor) -> str:
    """Return why an anchor is not there, "" if it is: absence is no fix."""
    content = tree.get(anchor.path)
    if content is None:
        return f"{anchor.path} is gone"
    if len(content) > MAX_SOURCE_BYTES:
        return f"{anchor.path} is larger than {MAX_SOURCE_BYTES} bytes"
    names = {name for name, _ in scopes(content.decode("utf-8", "replace"))}
    if anchor.name and anchor.name not in names:
        return f"{anchor.path} does not define {anchor.name}"
    return ""
