"""The kind of a comment: which rule of the catalogue it means, or that it accuses nothing."""

from __future__ import annotations

import re

from checker.errors import UnknownRuleError
from checker.model.review import Neutral
from checker.rules.catalogue import find

# Each looks at a bounded number of characters: comments may have megabytes.
_LABEL = re.compile(r"\s{0,9}(?:\*\*)?([A-Za-z][\w-]{1,60})(?:\*\*)?:")
_DECORATIONS = re.compile(r"\s{0,9}(?:\*\*)?[A-Za-z]{1,20}[ \t]{0,9}\(([^()\n]{1,200})\)(?:\*\*)?:")
_BRACKETS = re.compile(r"\s{0,9}(?:\*\*)?\[([A-Za-z][\w-]{1,60})\]")


def kind(text: str) -> str:
    """Return the kind that a text names, by a rule's name, code or former name; "" for "".

    Raises:
        UnknownRuleError: there is no such kind; the message names the closest.
    """
    wanted = text.strip().lower()
    if not wanted or wanted in {*Neutral}:
        return wanted
    return find(wanted).name


def kind_of(body: str) -> str:
    """Return the rule that a comment begins with, "" if it does with none.

    It may stand as a label (``unbounded-cache: ...``), as a decoration of a Conventional Comment
    (``issue (blocking, unbounded-cache): ...``) or in brackets (``[unbounded-cache] ...``).
    """
    named: list[str] = []
    for pattern in (_BRACKETS, _LABEL, _DECORATIONS):
        if found := pattern.match(body):
            named += found[1].split(",")
    for each in named:
        try:
            return find(each).name
        except UnknownRuleError:
            continue
    return ""
