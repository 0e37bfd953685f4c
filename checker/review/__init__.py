"""Review files: read as hostile input, written the same way every time.

A file is parsed here, once; past this edge there is no ``dict``.
"""

from checker.review.kinds import kind, kind_of
from checker.review.labels import severity_of
from checker.review.lines import line_map, split
from checker.review.places import check_against, map_back
from checker.review.reading import MAX_BYTES, MAX_COMMENTS, parse
from checker.review.writing import dump

__all__ = [
    "MAX_BYTES",
    "MAX_COMMENTS",
    "check_against",
    "dump",
    "kind",
    "kind_of",
    "line_map",
    "map_back",
    "parse",
    "severity_of",
    "split",
]
