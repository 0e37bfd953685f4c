"""One person's round on a challenge, stored inside the repository that was dealt.

Every file is written whole or not at all, even if the writer is killed.
"""

from checker.rounds.clones import find, pull_request
from checker.rounds.comments import (
    edit_comment,
    find_comment,
    import_comments,
    new_comment,
    put_comment,
    remove_comment,
)
from checker.rounds.drafts import (
    SUMMARY,
    Draft,
    discard_draft,
    draft_fields,
    load_drafts,
    parse_draft,
    save_draft,
)
from checker.rounds.event_log import EventKind, RoundEvent, load_events, record_event
from checker.rounds.handing_in import bundle, hand_in, store_review
from checker.rounds.hints import take_hint
from checker.rounds.state import (
    change_report,
    create,
    dealt,
    load,
    load_review,
    open_round,
    read_report,
    stop_clock,
    write_report,
)
from checker.rounds.values import (
    Imported,
    Round,
    RoundDir,
    Submitted,
    time_left,
)
from checker.rounds.viewed import load_viewed, mark_viewed
from checker.rounds.work import commit_work, count_uncommitted

__all__ = [
    "SUMMARY",
    "Draft",
    "EventKind",
    "Imported",
    "Round",
    "RoundDir",
    "RoundEvent",
    "Submitted",
    "bundle",
    "change_report",
    "commit_work",
    "count_uncommitted",
    "create",
    "dealt",
    "discard_draft",
    "draft_fields",
    "edit_comment",
    "find",
    "find_comment",
    "hand_in",
    "import_comments",
    "load",
    "load_drafts",
    "load_events",
    "load_review",
    "load_viewed",
    "mark_viewed",
    "new_comment",
    "open_round",
    "parse_draft",
    "pull_request",
    "put_comment",
    "read_report",
    "record_event",
    "remove_comment",
    "save_draft",
    "stop_clock",
    "store_review",
    "take_hint",
    "time_left",
    "write_report",
]
