"""What the page shows of a round: read once, kept while the server runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from threading import Lock

from git.exc import GitCommandError

from checker import rounds
from checker.diffs import FileDiff, LayoutPart, View, lay_out
from checker.errors import RoundError
from checker.markup import TableRow
from checker.model.pack import Dealt, PullRequest
from checker.page.commits import Commit, log
from checker.page.comparing import compare
from checker.review import split
from checker.rounds import Round, RoundDir
from checker.system import git


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A list of changed files, rendered part by part."""

    files: tuple[TableRow, ...]

    def parts(self, number: int, view: View) -> tuple[LayoutPart, ...]:
        """Return the parts of a file."""
        return lay_out(self.files[number].diff, self.view(number, view))

    def view(self, number: int, asked: View) -> View:
        """Return the view of a file: one that has a single version has nothing to stand beside."""
        diff = self.files[number].diff
        return asked if diff.old and diff.new else View.UNIFIED

    @property
    def added(self) -> int:
        """The number of new lines."""
        return sum(each.diff.added for each in self.files)

    @property
    def deleted(self) -> int:
        """The number of deleted lines."""
        return sum(each.diff.deleted for each in self.files)


class Material:
    """A round as the page shows it."""

    def __init__(self, round_dir: RoundDir, pr: PullRequest) -> None:
        self.place = round_dir
        self.round_: Round = rounds.load(round_dir)
        self.pr = replace(pr, body=self.round_.description or pr.body)
        self._lock = Lock()
        self._lines: dict[tuple[PurePosixPath, bool], tuple[str, ...]] = {}
        self._changes: dict[tuple[str, str, bool], Changes] = {}

    @cached_property
    def dealt(self) -> Dealt:
        """What was dealt."""
        return rounds.dealt(self.place)

    def changes(self, *, ignore_spaces: bool = False) -> Changes:
        """Return the changes of the pull request."""
        round_ = self.round_
        return self.between(round_.base_commit, round_.dealt_head, ignore_spaces=ignore_spaces)

    def between(self, old: str, new: str, *, ignore_spaces: bool = False) -> Changes:
        """Return the changes between two commits."""
        asked = (old, new, ignore_spaces)
        with self._lock:
            if asked not in self._changes:
                found = compare(self.place.worktree, old, new, ignore_spaces=ignore_spaces)
                self._changes[asked] = Changes(files=tuple(map(TableRow, found)))
            return self._changes[asked]

    def branch_files(self) -> tuple[Path, ...]:
        """Return the files of git of which one changes with each commit on the branch."""
        git_folder = self.place.folder.parent
        branch = f"refs/heads/{self.round_.branch}"
        return tuple(
            folder / name
            for folder in (git_folder, self._shared_folder)
            for name in (branch, "packed-refs")
        )

    @cached_property
    def _shared_folder(self) -> Path:
        """The git folder that the linked working trees of a repository share."""
        asked = ("rev-parse", "--path-format=absolute", "--git-common-dir")
        return Path(git.text(*asked, cwd=self.place.worktree))

    def commits(self) -> tuple[Commit, ...]:
        """Return the commits of the pull request and those after it.

        Raises:
            RoundError: git cannot list them.
        """
        round_ = self.round_
        branch = f"refs/heads/{round_.branch}"
        there = git.succeeds("rev-parse", "--verify", "--quiet", branch, cwd=self.place.worktree)
        try:
            return log(
                self.place.worktree,
                round_.base_commit,
                dealt=round_.dealt_head,
                head=branch if there else round_.dealt_head,
            )
        except GitCommandError as error:
            raise RoundError("git cannot list the commits of this round") from error

    def lines(self, path: PurePosixPath, *, left: bool) -> tuple[str, ...]:
        """Return the lines of a dealt file on one side; none if the file does not exist there."""
        if (path, left) not in self._lines:
            tree = self.dealt.base if left else self.dealt.head
            text = tree.get(path, b"").decode("utf-8", "replace")
            self._lines[path, left] = tuple(split(text))
        return self._lines[path, left]


def diff_of(changes: Changes, path: PurePosixPath) -> FileDiff | None:
    """Return the diff of a path, under its old or its new name."""
    for each in changes.files:
        if path in (each.diff.path, each.diff.old_path):
            return each.diff
    return None
