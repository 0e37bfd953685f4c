"""What changed between two versions of a repository, as values that know nothing of HTML.

Lines are counted from 1, and only a line feed ends one.
"""

from checker.diffs.hunks import DiffRow, Hunk, hunks, side_by_side
from checker.diffs.layout import Gap, LayoutPart, RowPair, Strip, View, lay_out, shared
from checker.diffs.reading import parse_blocks, parse_changes
from checker.diffs.values import Block, FileChange, FileDiff, Status
from checker.diffs.word_diff import changed, marks

__all__ = [
    "Block",
    "DiffRow",
    "FileChange",
    "FileDiff",
    "Gap",
    "Hunk",
    "LayoutPart",
    "RowPair",
    "Status",
    "Strip",
    "View",
    "changed",
    "hunks",
    "lay_out",
    "marks",
    "parse_blocks",
    "parse_changes",
    "shared",
    "side_by_side",
]
