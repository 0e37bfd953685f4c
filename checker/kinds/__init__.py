"""Which kind of fault a comment probably means: rules to offer, by its words and its code alone."""

from checker.kinds.of_comment import offered
from checker.kinds.offering import MOST_OFFERED, code_around, offers
from checker.kinds.profiles_file import read

__all__ = ["MOST_OFFERED", "code_around", "offered", "offers", "read"]
