"""Read what the report of a round is told from."""

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


def page_events(place: RoundDir, pr: PullRequest) -> RoundStory:
    """Return what happened in a round that was handed in.

    Raises:
        GitCommandError: Commits of the round are gone.
    """
    sitting = rounds.load(place)
    head = sitting.submitted.head if sitting.submitted else sitting.dealt_head
    found = sorted(_happenings(place, sitting, head), key=lambda each: each.second)
    return RoundStory(
        title=pr.title,
        changes=compare(place.worktree, sitting.base_commit, sitting.dealt_head),
        fixes=compare(place.worktree, sitting.dealt_head, head),
        review=rounds.load_review(place),
        happenings=tuple(found),
        minutes=sitting.minutes,
    )


def _happenings(place: RoundDir, sitting: Round, head: str) -> Iterator[TimelineEvent]:
    start = datetime.fromisoformat(sitting.started_at)

    def at(text: str, deed: TimelineEventKind, about: str = "") -> Iterator[TimelineEvent]:
        when = datetime.fromisoformat(text) if text else None
        if when is not None and when.utcoffset() is not None and when >= start:
            yield TimelineEvent(second=int((when - start).total_seconds()), deed=deed, about=about)

    for comment in rounds.load_review(place).comments:
        yield from at(comment.created_at, TimelineEventKind.COMMENT, comment.id)
    for commit in log(place.worktree, sitting.dealt_head, dealt=sitting.dealt_head, head=head):
        yield from at(commit.at, TimelineEventKind.COMMIT, commit.subject)
    for moment in rounds.load_events(place):
        yield from at(moment.at, DEEDS[moment.what], moment.about)
    if sitting.submitted:
        yield from at(sitting.submitted.at, TimelineEventKind.SUBMIT)
