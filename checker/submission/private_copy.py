"""Copy a candidate's commits into a bare repository of our own.

The candidate's repository is only ever the remote end of a ``git fetch`` over ``file://``: its
configuration, hooks, filters and attributes take no part in that, and ``fsckObjects`` checks every
object that arrives.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from git.exc import GitCommandError

from checker.errors import ForeignSubmissionError, SubmissionError
from checker.sandbox.isolation.beneath import first_odd
from checker.submission.printable import git_error_line, printable
from checker.submission.refs import Refs, choose, parse
from checker.submission.values import PrivateCopy
from checker.system import git

REVIEW_REF = "refs/messypr/review"
HANDED_IN = "refs/messypr/handed-in"
TIMEOUT_SECONDS = 60
MAX_BUNDLE_BYTES = 256 * 1024 * 1024
MAX_FILES = 200_000
MAX_REF_BYTES = 4 * 1024 * 1024
_CONFIGURATION = """\
[safe]
\tdirectory = *
[transfer]
\tfsckObjects = true
[core]
\thooksPath = /dev/null
[gc]
\tauto = 0
[maintenance]
\tauto = false
"""
_FETCH = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance")


def copy(source: Path, *, ref: str | None, branch: str, dealt_head: str, into: Path) -> PrivateCopy:
    """Return a private copy, below ``into``, of what ``source`` hands in.

    Raises:
        SubmissionError: The source cannot be read; the message names the remedy.
        ForeignSubmissionError: Its history does not go through the dealt head.
    """
    source = source.absolute()
    bundle = _look_at(source)
    configuration = into / "gitconfig"  # upload-pack reads safe.directory from a file, not from -c
    configuration.write_text(_CONFIGURATION)
    extra = {"GIT_CONFIG_GLOBAL": str(configuration)}
    address = str(source) if bundle else source.as_uri()
    refs = _list(address, source, into, extra)
    name = choose(refs, ref=ref, branch=branch, source=source, bundle=bundle)
    wanted = [f"+{name}:{HANDED_IN}"]
    has_review = REVIEW_REF in refs.names
    if has_review:
        wanted.append(f"+{REVIEW_REF}:{REVIEW_REF}")
    if bundle:  # git 2.39 does not check the objects of a bundle: take it in two steps
        unpacked = into / "unpacked.git"
        _fetch(address, wanted, unpacked, source, extra)
        address = unpacked.as_uri()
        wanted = [f"+{right}:{right}" for right in (w.split(":")[1] for w in wanted)]
    folder = into / "copy.git"
    _fetch(address, wanted, folder, source, extra)
    head = _checked_head(folder, source, dealt_head)
    return PrivateCopy(folder=folder, head=head, has_review=has_review)


def _look_at(source: Path) -> bool:
    """Return whether the source is a bundle; refuse it if it is neither bundle nor folder."""
    if source.is_dir():
        folder = source / ".git" if (source / ".git").is_dir() else source
        if (folder / "reftable").is_dir():
            raise SubmissionError(
                f"{printable(source)} keeps its refs as a reftable, which is not read:"
                " run `git refs migrate --ref-format=files` in it"
            )
        _refuse_odd_files(folder, source)
        return False
    if not source.is_file():
        raise SubmissionError(f"{printable(source)} is neither a git repository nor a bundle file")
    if source.stat().st_size > MAX_BUNDLE_BYTES:
        raise SubmissionError(f"{printable(source)} is larger than {MAX_BUNDLE_BYTES:,} bytes")
    return True


def _refuse_odd_files(folder: Path, source: Path) -> None:
    """Refuse a repository in which git would wait for a pipe, or read a device without end."""
    try:
        odd = first_odd(folder, MAX_FILES)
    except OSError as error:
        raise SubmissionError(f"{printable(source)} cannot be read: {error.strerror}") from error
    if odd:
        raise SubmissionError(
            f"{printable(source)} holds a pipe or a device, which git would wait for:"
            f" {printable(odd)}"
        )


def _list(address: str, source: Path, into: Path, extra: Mapping[str, str]) -> Refs:
    """Return the refs that the source offers."""
    try:
        printed = git.first_bytes(
            *("ls-remote", "--symref", address),
            cwd=into,
            size=MAX_REF_BYTES,
            timeout=TIMEOUT_SECONDS,
            extra=extra,
        )
    except GitCommandError as error:
        raise SubmissionError(_refusal(source, error)) from error
    if len(printed) == MAX_REF_BYTES:
        raise SubmissionError(f"{printable(source)} has too many refs")
    return parse(printed, source)


def _refusal(source: Path, error: GitCommandError) -> str:
    said = str(error.stderr)
    if "object format" in said or "object-format" in said or "mismatched algorithms" in said:
        return f"{printable(source)} uses another object format than sha1; only sha1 is read"
    if "unknown repository extension" in said:
        return f"{printable(source)} uses a repository extension that this git cannot read"
    if "does not appear to be a git repository" in said:
        return (
            f"{printable(source)} is not a git repository; name the top folder of one, or a bundle"
        )
    if "prerequisite" in said:
        return f"{printable(source)} is a part of a bundle; bundle the whole branch"
    return f"git cannot read {printable(source)}: {git_error_line(error)}"


def _fetch(
    address: str, wanted: list[str], folder: Path, source: Path, extra: Mapping[str, str]
) -> None:
    """Create a bare repository with the wanted refs."""
    git.run(
        *("init", "--quiet", "--bare", "--template=", str(folder)), cwd=folder.parent, extra=extra
    )
    try:
        # A shallow source is accepted here, so that it gets a message of its own below.
        git.run(
            *(*_FETCH, "--no-write-fetch-head", "--update-shallow", address, *wanted),
            cwd=folder,
            extra=extra,
            timeout=TIMEOUT_SECONDS,
        )
    except GitCommandError as error:
        raise SubmissionError(_refusal(source, error)) from error


def _checked_head(folder: Path, source: Path, dealt_head: str) -> str:
    try:
        head = git.text("rev-parse", "--verify", f"{HANDED_IN}^{{commit}}", cwd=folder)
    except GitCommandError as error:
        raise SubmissionError(f"the ref of {printable(source)} is not a commit") from error
    if git.succeeds("merge-base", "--is-ancestor", dealt_head, head, cwd=folder):
        return head
    if git.text("rev-parse", "--is-shallow-repository", cwd=folder) == "true":
        raise SubmissionError(
            f"{printable(source)} is a shallow clone without the dealt commit:"
            " fetch it whole (`git fetch --unshallow`; in CI, fetch with depth 0)"
        )
    raise ForeignSubmissionError(
        f"the dealt commit {dealt_head[:12]} is not in the history of {head[:12]}: this was dealt"
        " by another version of the pack or from another seed"
    )
