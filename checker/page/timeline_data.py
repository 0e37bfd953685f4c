"""Collect what the HTML report shows besides the scorecard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from checker import rounds
from checker.model.pack import PullRequest
from checker.page.commits import log
from checker.page.comparing import compare
from checker.report.story import RoundStory, TimelineEvent, TimelineEventKind
from checker.rounds import EventKind, Round, RoundDir

DEEDS = {EventKind.OPENED: TimelineEventKind.OPENED, EventKind.CHECKED: TimelineEventKind.CHECKS}


def page_events(round_dir: RoundDir, pr: PullRequest) -> RoundStory:
    """Return the story of a round that was handed in: its changes, comments and events.

    Raises:
        GitCommandError: Commits of the round are gone.
    """
    round_ = rounds.load(round_dir)
    head = round_.submitted.head if round_.submitted else round_.dealt_head
    found = sorted(_happenings(round_dir, round_, head), key=lambda each: each.second)
    return RoundStory(
        title=pr.title,
        changes=compare(round_dir.worktree, round_.base_commit, round_.dealt_head),
        fixes=compare(round_dir.worktree, round_.dealt_head, head),
        review=rounds.load_review(round_dir),
        happenings=tuple(found),
        minutes=round_.minutes,
    )


def _happenings(round_dir: RoundDir, round_: Round, head: str) -> Iterator[TimelineEvent]:
    start = round_.started_at

    def at(
        when: datetime | None, deed: TimelineEventKind, about: str = ""
    ) -> Iterator[TimelineEvent]:
        if when is not None and when.utcoffset() is not None and when >= start:
            yield TimelineEvent(second=int((when - start).total_seconds()), deed=deed, about=about)

    for comment in rounds.load_review(round_dir).comments:
        yield from at(comment.created_at, TimelineEventKind.COMMENT, comment.id)
    for commit in log(round_dir.worktree, round_.dealt_head, dealt=round_.dealt_head, head=head):
        yield from at(commit.at, TimelineEventKind.COMMIT, commit.subject)
    for moment in rounds.load_events(round_dir):
        if moment.what in DEEDS:
            yield from at(moment.at, DEEDS[moment.what], moment.about)
    if round_.submitted:
        yield from at(round_.submitted.at, TimelineEventKind.SUBMIT)
