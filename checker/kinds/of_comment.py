"""The rules to offer for a comment of a round."""

from __future__ import annotations

from checker.kinds.offering import code_around, offers
from checker.kinds.profiles_file import read
from checker.model.pack import Dealt
from checker.model.review import ReviewComment, Side
from checker.rules.rule import Rule


def offered(comment: ReviewComment, dealt: Dealt) -> list[Rule]:
    """Return the rules that a comment most likely means, by its words and the code it is on."""
    tree = dealt.base if comment.side is Side.LEFT else dealt.head
    return offers(comment.body, code_around(comment, tree), read())
