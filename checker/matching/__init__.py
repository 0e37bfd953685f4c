"""Which defects a review found: comments against the answer key, by words and by place.

Pure: no clock, no network, no language model. The same bytes in give the same verdicts out on
every machine.
"""

from checker.matching.context import MatchContext, Reported
from checker.matching.verdicts import match

__all__ = ["MatchContext", "Reported", "match"]
