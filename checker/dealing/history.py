"""Make the history of a mixed deal as messy as its code, as a function of the seed.

An earlier commit holds the beginning of a file as it is dealt, or the file with other quotes and
blank lines, so that no commit shows what the code was before a defect was planted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from checker.dealing.mess import Mess, MessKind, choose_index
from checker.dealing.unformat import unformatted
from checker.model.key import Challenge, Edit
from checker.model.pack import PlannedCommit, SideEdit, Tree

HOUR_SECONDS: Final = 3_600
MAX_PAUSE_HOURS: Final = 20  # between two commits
PREFIXES: Final = ("", "", "wip: ", "WIP ", "fix: ", "more ", "[draft] ")
AFTERTHOUGHTS: Final = ("fixup! {0}", "forgot a file", "oops", "rest of: {0}", "address comments")
# No message names what is fixed: it must not lead to a planted defect.
FIXES: Final = ("fix review nits", "address review comments", "fix it properly", "fix the tests")
RESTS: Final = ("now really", "second half of the fix", "hm, that was not all", "and the rest")
FORMATTINGS: Final = ("run the formatter", "formatting", "ruff format", "style only")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """One commit: its time, its message, and what it changes.

    It is on the branch, or on main if ``on_main``; a step that ``merges`` merges main into the
    branch.
    """

    hours: int = 0
    message: str
    changes: Tree
    on_main: bool = False
    merges: bool = False


Steps: TypeAlias = tuple[HistoryStep, ...]


def history_steps(
    challenge: Challenge,
    planned: Sequence[tuple[PlannedCommit, Tree]],
    mess: Mess,
    head: Tree,
) -> Steps:
    """Return the commits of a feature: as planned for a plain draw, else messy.

    ``head`` is the tree after all of them.
    """
    if challenge.profile.plain:
        return tuple(
            HistoryStep(hours=number, message=commit.message, changes=changes)
            for number, (commit, changes) in enumerate(planned, 1)
        )
    made = tuple(
        HistoryStep(
            message=PREFIXES[choose_index(challenge, len(PREFIXES), "prefix", str(n))]
            + commit.message,
            changes=changes,
        )
        for n, (commit, changes) in enumerate(planned)
    )
    for kind, spoil in SPOILERS:
        made = spoil(challenge, made) if kind in mess.kinds else made
    for step in _beside(mess.reformats, head):
        at = choose_index(challenge, len(made) + 1, "reformat at")
        made = (*made[:at], step, *made[at:])
    upstream = tuple(replace(each, on_main=True) for each in _beside(mess.upstream, head))
    return _timed(challenge, _merge_main(challenge, made, upstream) if upstream else made)


def _split_over_three_commits(challenge: Challenge, made: Steps) -> Steps:
    """Split a file over three commits.

    The first lacks two definitions, the second claims to fix something and adds one of them,
    the last one adds the rest.
    """
    found = _file_of_one_commit(
        challenge, made, "half", lambda _, text: _beginning(text) != _short(text)
    )
    if found is None:
        return made
    number, path = found
    text = made[number].changes[path]
    fix, rest = (_message_used(challenge, each) for each in (FIXES, RESTS))
    later = number + 1 + choose_index(challenge, len(made) - number, "rest at")
    return (
        *made[:number],
        _with(made[number], path, _short(text)),
        HistoryStep(message=fix, changes={path: _beginning(text)}),
        *made[number + 1 : later],
        HistoryStep(message=rest, changes={path: text}),
        *made[later:],
    )


def _split_off_end(challenge: Challenge, made: Steps) -> Steps:
    """Move the end of a file into a commit of its own."""
    found = _file_of_one_commit(challenge, made, "late", lambda _, text: _beginning(text) != text)
    if found is None:
        return made
    number, path = found
    step = made[number]
    message = _message_used(challenge, AFTERTHOUGHTS).format(step.message.splitlines()[0])
    return (
        *made[:number],
        _with(step, path, _beginning(step.changes[path])),
        HistoryStep(message=message, changes={path: step.changes[path]}),
        *made[number + 1 :],
    )


def _unformatted_then_formatted(challenge: Challenge, made: Steps) -> Steps:
    """Commit a module unformatted, and format it in a later commit."""

    def tells_nothing(path: PurePosixPath, text: bytes) -> bool:
        before = unformatted(text) if path.suffix == ".py" else text
        clean = [c.clean.encode() for c in _edits(challenge) if c.path == path]
        return before != text and all(before.count(each) <= text.count(each) for each in clean)

    found = _file_of_one_commit(challenge, made, "untidy", tells_nothing)
    if found is None:
        return made
    number, path = found
    text = made[number].changes[path]
    later = number + 1 + choose_index(challenge, len(made) - number, "formatter at")
    return (
        *made[:number],
        _with(made[number], path, unformatted(text)),
        *made[number + 1 : later],
        HistoryStep(message=_message_used(challenge, FORMATTINGS), changes={path: text}),
        *made[later:],
    )


SPOILERS: Final[tuple[tuple[MessKind, Callable[[Challenge, Steps], Steps]], ...]] = (
    (MessKind.HALF_FIX, _split_over_three_commits),
    (MessKind.AFTERTHOUGHT, _split_off_end),
    (MessKind.FORMATTER, _unformatted_then_formatted),
)


def _merge_main(challenge: Challenge, made: Steps, upstream: Steps) -> Steps:
    """Add commits to main, then merge main into the branch midway or at the end."""
    at = 1 + choose_index(challenge, len(made), "merge at")
    before = list(made[:at])
    for step in reversed(upstream):
        before.insert(choose_index(challenge, at + 1, "main at", step.message), step)
    changes = {path: text for step in upstream for path, text in step.changes.items()}
    message = f"Merge branch 'main' into {challenge.pack.pr.branch}"
    return (*before, HistoryStep(message=message, changes=changes, merges=True), *made[at:])


def _beside(asides: Iterable[SideEdit], head: Tree) -> Steps:
    return tuple(HistoryStep(message=a.message, changes={a.path: head[a.path]}) for a in asides)


def _timed(challenge: Challenge, made: Steps) -> Steps:
    """Return the commits with irregular pauses between them."""
    hours = 0
    timed: list[HistoryStep] = []
    for number, step in enumerate(made):
        hours += 1 + choose_index(challenge, MAX_PAUSE_HOURS, "pause", str(number))
        timed.append(replace(step, hours=hours))
    return tuple(timed)


def _file_of_one_commit(
    challenge: Challenge,
    made: Steps,
    word: str,
    fit: Callable[[PurePosixPath, bytes], bool],
) -> tuple[int, PurePosixPath] | None:
    """Return a suitable file that only one commit changes, and the number of that commit."""
    brought = [(path, number) for number, step in enumerate(made) for path in step.changes]
    paths = [path for path, _ in brought]
    whole = [
        (path, number)
        for path, number in sorted(brought)
        if paths.count(path) == 1 and fit(path, made[number].changes[path])
    ]
    if not whole:
        return None
    path, number = whole[choose_index(challenge, len(whole), word)]
    return number, path


def _with(step: HistoryStep, path: PurePosixPath, content: bytes) -> HistoryStep:
    return replace(step, changes={**step.changes, path: content})


def _message_used(challenge: Challenge, messages: Sequence[str]) -> str:
    return messages[choose_index(challenge, len(messages), "says", messages[0])]


def _beginning(content: bytes) -> bytes:
    """Return a module without its last definition; unchanged if it has only one."""
    head, gap, _ = content.rpartition(b"\n\n\n")
    return head + b"\n" if gap and head.count(b"\n\n\n") else content


def _short(content: bytes) -> bytes:
    """Return a module without its last two definitions, or as short as it can be made."""
    return _beginning(_beginning(content))


def _edits(challenge: Challenge) -> list[Edit]:
    return [c for each in challenge.defects for c in each.changes if isinstance(c, Edit)]
