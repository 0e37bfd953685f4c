"""Hand a round in: work, clock, review; each step can be repeated after a kill."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from git.exc import GitCommandError

from checker.errors import RoundError
from checker.model.review import Event, Review
from checker.review import dump
from checker.rounds.state import REVIEW_FILE, load, load_review, stop_clock
from checker.rounds.values import Round, RoundDir
from checker.rounds.work import EMAIL, NAME, commit_work
from checker.submission.printable import git_error_line, printable
from checker.submission.private_copy import REVIEW_REF
from checker.system import git
from checker.system.files import write_output


def hand_in(round_dir: RoundDir, *, event: Event, body: str, message: str, now: datetime) -> Round:
    """Commit the work, stop the clock and store the review; return the round.

    Without a ``body`` the summary is the one that was imported, if there is one. A round that was
    handed in keeps its time and verdict; steps that a kill left undone are done.

    Raises:
        RoundError: The work cannot be committed.
        InvalidReviewError: The review would not be accepted.
    """
    round_ = load(round_dir)
    if round_.submitted is None:
        head = commit_work(round_dir, message, now)
        said = body or load_review(round_dir).body
        round_ = stop_clock(round_dir, head=head, event=event, body=said, now=now)
    at = round_.submitted.at if round_.submitted else now
    store_review(round_dir, load_review(round_dir), at)
    return round_


def store_review(round_dir: RoundDir, review: Review, now: datetime) -> str:
    """Store the review in ``refs/messypr/review`` for pushing, and return its commit.

    Raises:
        RoundError: git cannot write it.
    """
    try:
        return _store(round_dir.worktree, dump(review).encode(), now)
    except GitCommandError as error:
        raise RoundError(f"git cannot store the review: {git_error_line(error)}") from error


def _store(worktree: Path, content: bytes, now: datetime) -> str:
    blob = git.text("hash-object", "-w", "--stdin", cwd=worktree, stdin=content)
    listing = f"100644 blob {blob}\t{REVIEW_FILE}\n".encode()
    tree = git.text("mktree", cwd=worktree, stdin=listing)
    old = ""
    if git.succeeds("rev-parse", "--verify", "--quiet", REVIEW_REF, cwd=worktree):
        old = git.text("rev-parse", REVIEW_REF, cwd=worktree)
        if git.text("rev-parse", f"{old}^{{tree}}", cwd=worktree) == tree:
            return old
    date = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%S+00:00}"
    by = {
        **{f"GIT_{role}_NAME": NAME for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": EMAIL for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_DATE": date for role in ("AUTHOR", "COMMITTER")},
    }
    parents = ("-p", old) if old else ()
    new = git.text("commit-tree", tree, *parents, "-m", "review", cwd=worktree, extra=by)
    quiet = ("-c", "core.hooksPath=/dev/null")
    git.run(*quiet, "update-ref", REVIEW_REF, new, old or "0" * 40, cwd=worktree)
    return new


def bundle(round_dir: RoundDir, out: Path) -> Path:
    """Write the round's branch and its stored review as one git bundle, and return its path.

    Raises:
        RoundError: Nothing was handed in yet, or the file cannot be written.
    """
    round_ = load(round_dir)
    if not git.succeeds("rev-parse", "--verify", "--quiet", REVIEW_REF, cwd=round_dir.worktree):
        raise RoundError("nothing to bundle yet: hand the round in with `messypr submit`")
    try:
        content = git.run(
            *("bundle", "create", "--quiet", "-", f"refs/heads/{round_.branch}", REVIEW_REF),
            cwd=round_dir.worktree,
        )
        write_output(out, content)
    except GitCommandError as error:
        raise RoundError(f"git cannot make a bundle: {git_error_line(error)}") from error
    except OSError as error:
        raise RoundError(f"cannot write {printable(out)}: {error.strerror}") from error
    return out
