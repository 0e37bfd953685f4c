"""Read a submission: its review and the clean tree to check."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.model.pack import Dealt, PullRequest
from checker.model.review import Ignored, Review, Submission
from checker.submission import shape
from checker.submission.cleaning import foreign_encoding, hidden_characters, without_markers
from checker.submission.objects import list_entries, read_blobs
from checker.submission.parsable import too_slow
from checker.submission.path_filter import filter_paths
from checker.submission.printable import printable
from checker.submission.private_copy import copy
from checker.submission.reviewing import read_review

MAX_IGNORED = 200
NO_REVIEW = (
    "no review was handed in, neither in refs/messypr/review nor with --review: its half of the"
    " score is 0"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cleaned:
    """The files that count, by path, and notes about them."""

    contents: Mapping[PurePosixPath, bytes]
    ignored: tuple[Ignored, ...]
    notes: tuple[str, ...]


def read(
    source: Path, *, ref: str | None, dealt: Dealt, pr: PullRequest, review_file: Path | None
) -> Submission:
    """Return what a repository or bundle hands in: dealt content plus what the PR may change.

    Args:
        source: A repository, bare or with a working tree, or a bundle file.
        ref: The branch, ref or commit to grade; None for the branch that is checked out.
        dealt: What was dealt.
        pr: The pull request; its ``touch`` patterns say what may change.
        review_file: The review; None for the one in ``refs/messypr/review``.

    Raises:
        SubmissionError: The source cannot be read.
        ForeignSubmissionError: Its history does not go through the dealt head.
        InvalidReviewError: The review does not follow the format, or speaks of no such place.
    """
    with tempfile.TemporaryDirectory(prefix="messypr-") as folder:
        taken = copy(
            source,
            ref=ref,
            branch=pr.branch,
            dealt_head=dealt.head_commit,
            into=Path(folder),
        )
        review = read_review(taken, dealt=dealt, review_file=review_file)
        sifted = filter_paths(list_entries(taken.folder, taken.head), dealt.head, pr.touch)
        contents = read_blobs(taken.folder, sifted.taken)
        cleaned = _clean({entry.path: contents[entry.oid] for entry in sifted.taken})
    kept = {path: c for path, c in dealt.head.items() if path not in sifted.deleted}
    return Submission(
        review=review,
        tree=dict(sorted({**kept, **cleaned.contents}.items())),
        head=taken.head,
        ignored=_capped((*sifted.ignored, *cleaned.ignored)),
        notes=cleaned.notes if review != Review() else (*cleaned.notes, NO_REVIEW),
    )


def _clean(taken: Mapping[PurePosixPath, bytes]) -> _Cleaned:
    contents: dict[PurePosixPath, bytes] = {}
    ignored: list[Ignored] = []
    notes: list[str] = []
    refused = _refused({path: text for path, text in taken.items() if path.suffix == ".py"})
    for path, content in taken.items():
        if path in refused:
            ignored.append(Ignored(path=printable(path), reason=refused[path]))
            continue
        if hidden := hidden_characters(content):
            notes.append(f"{path} holds characters that nobody sees: {', '.join(hidden)}")
        contents[path] = without_markers(content, path) if path.suffix == ".py" else content
    return _Cleaned(contents=contents, ignored=tuple(ignored), notes=tuple(notes))


def _refused(files: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, str]:
    """Return the Python files that are not read, each with the reason."""
    found = {path: _objection(content) for path, content in files.items()}
    refused = {path: reason for path, reason in found.items() if reason}
    rest = {path: content for path, content in files.items() if path not in refused}
    return refused | too_slow(rest)


def _objection(content: bytes) -> str:
    if reason := shape.objection(content):
        return reason
    encoding = foreign_encoding(content)
    return f"it declares the encoding {encoding}; only UTF-8 is read" if encoding else ""


def _capped(ignored: tuple[Ignored, ...]) -> tuple[Ignored, ...]:
    if len(ignored) <= MAX_IGNORED:
        return ignored
    rest = Ignored(path="...", reason=f"and {len(ignored) - MAX_IGNORED:,} more")
    return (*ignored[:MAX_IGNORED], rest)
