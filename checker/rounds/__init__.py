"""One person's sitting on a challenge, kept inside the repository that was dealt.

Everything written here is whole or not there at all, whatever kills the writer.
"""

from checker.rounds.comments import (
    add_comment,
    edit_comment,
    find_comment,
    import_comments,
    remove_comment,
)
from checker.rounds.folder import find
from checker.rounds.handing_in import bundle, hand_in, store_review
from checker.rounds.state import (
    create,
    dealt,
    freeze,
    load,
    load_review,
    read_report,
    write_report,
)
from checker.rounds.values import (
    Imported,
    Round,
    RoundDir,
    Submitted,
    stamp,
    time_left,
)
from checker.rounds.work import commit_work, count_uncommitted

__all__ = [
    "Imported",
    "Round",
    "RoundDir",
    "Submitted",
    "add_comment",
    "bundle",
    "commit_work",
    "count_uncommitted",
    "create",
    "dealt",
    "edit_comment",
    "find",
    "find_comment",
    "freeze",
    "hand_in",
    "import_comments",
    "load",
    "load_review",
    "read_report",
    "remove_comment",
    "stamp",
    "store_review",
    "time_left",
    "write_report",
]
