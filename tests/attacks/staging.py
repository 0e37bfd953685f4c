"""Play an attack through everything that a submission passes, and see how it ends."""

from __future__ import annotations

import os
import select
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker import submission
from checker.dealing.build import Deal, build
from checker.dealing.draw import draw
from checker.errors import MessyprError, SubmissionError, UsageError
from checker.grading.grade import grade
from checker.model.key import Challenge
from checker.model.result import Report
from checker.model.review import Review, Submission
from checker.packs import loading
from checker.report import as_json, to_scorecard
from checker.sandbox.client.pool import JudgePool
from checker.sandbox.inside import landlock
from checker.sandbox.isolation.levels import Isolation, best_isolation
from checker.system import git
from checker.system.result_cache import ResultCache
from tests.attacks.attack import MOST_FOR_TALK, Attack

SEED = 42
SETTLED = 5.0  # seconds for the end of a process that was ended to come through
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "mallory"), ("EMAIL", "mallory@example.com"))
}

OURS = ("attack-", "stage", "pytest-")
# Judges, a test each: of an attack that makes everything hang, many hang at once.
WAITING = {Isolation.STRICT: 8, Isolation.CONFINED: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A dealt challenge, a repository to copy, and judges that are up.

    What the dealt tree comes to is asked once: every attack is compared with it.
    """

    challenge: Challenge
    deal: Deal
    repository: Path
    judges: Mapping[str, JudgePool]
    cache: ResultCache


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an attack ended: with a report or with a refusal, and what it left behind."""

    report: Report | None
    refusal: MessyprError | None
    left: tuple[str, ...]
    level: str
    seconds: float

    @property
    def points(self) -> float:
        """What it earned; a refusal earns nothing."""
        return self.report.score.total if self.report else 0.0

    @property
    def words(self) -> str:
        """How it ended, in a few words."""
        if self.refusal is not None:
            return f"refused: {str(self.refusal)[:70]}"
        gained = [r.defect.slug for r in self.report.defects if r.fixed] if self.report else []
        return f"{self.points:g} points" + (f", fixed {', '.join(gained)}" if gained else "")


@contextmanager
def own_scratch(folder: Path) -> Iterator[None]:
    """Have all temporary files made below a folder, so that what stays behind is seen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        yield


@contextmanager
def patient_judges() -> Iterator[dict[str, JudgePool]]:
    """Lend judges for submissions that mostly make them wait, by the levels that can be had."""
    with ExitStack() as stack:
        yield {
            str(level): stack.enter_context(JudgePool(level, count=count))
            for level, count in WAITING.items()
            if _can(level)
        }


def _can(level: Isolation) -> bool:
    best = best_isolation()
    ports = landlock.version() >= landlock.FIRST_WITH_PORTS
    return level is best or (level is Isolation.CONFINED and best is Isolation.STRICT and ports)


def set_stage(folder: Path, judges: Mapping[str, JudgePool]) -> Stage:
    """Return a stage with the repository dealt below ``folder``."""
    challenge = draw(loading.load("helpdesk"), SEED)
    deal = build(challenge, folder / "dealt")
    # All processes that stay are up after this, and the last that these judges saw is an oracle.
    for tree in (deal.dealt.head, loading.reference_tree(challenge.pack)):
        for each in judges.values():
            grade(challenge, deal, Submission(review=Review(), tree=tree, head=""), judges=each)
    return Stage(
        challenge=challenge,
        deal=deal,
        repository=folder / "dealt",
        judges=judges,
        cache=ResultCache(folder=folder / "results"),
    )


def play(stage: Stage, attack: Attack) -> list[Ended]:
    """Return how an attack ends at each of its levels that this machine can do."""
    return [_played(stage, attack, level) for level in attack.levels if level in stage.judges]


def _played(stage: Stage, attack: Attack, level: str) -> Ended:
    began = time.monotonic()
    before = _processes(), _leftovers()
    with tempfile.TemporaryDirectory(prefix="attack-") as scratch:
        mark = Path(scratch, "mark")
        repository = Path(shutil.copytree(stage.repository, Path(scratch, "handed-in")))
        _commit(repository, attack.content(), mark)
        if attack.repository is not None:
            attack.repository(repository)
        review = None
        if attack.review is not None:
            review = Path(scratch, "review.json")
            review.write_bytes(attack.review(stage.deal.dealt))
        report, refusal = _graded(stage, repository, review, level)
        marked = mark.exists()
    left = [f"process {each}" for each in _processes() - before[0] if not _ends(each)]
    left += [f"file {each}" for each in _leftovers() - before[1]]
    left += ["a mark of having been outside"] if marked else []
    seconds = time.monotonic() - began
    return Ended(report=report, refusal=refusal, left=tuple(left), level=level, seconds=seconds)


def is_late(attack: Attack, ended: Ended) -> bool:
    """Return whether an attack held the grade up for longer than it may."""
    return ended.seconds > attack.within_seconds


def faults(attack: Attack, ended: Ended) -> tuple[str, ...]:
    """Return what an attack gained, left behind, learned, made known or held up."""
    late = [f"{ended.seconds:.0f} s"] if is_late(attack, ended) else []
    found = [*ended.left, *late]
    if ended.report is None:
        return tuple(found)
    found += [f"fixed {each.defect.slug}" for each in ended.report.defects if each.fixed]
    most = MOST_FOR_TALK if attack.review is not None else 0.0
    found += [f"{ended.points:g} points"] if ended.points > most else []
    for text, verbose in ((attack.never_seen, True), (attack.never_told, False)):
        said = as_json.dump(to_scorecard(ended.report, verbose=verbose))
        found += [f"the report says {text}"] if text and text in said else []
    return tuple(found)


def _graded(
    stage: Stage, repository: Path, review: Path | None, level: str
) -> tuple[Report | None, MessyprError | None]:
    try:
        handed_in = submission.read(
            repository,
            ref=None,
            dealt=stage.deal.dealt,
            pr=stage.challenge.pack.pr,
            review_file=review,
        )
        report = grade(
            stage.challenge,
            stage.deal,
            handed_in,
            judges=stage.judges[level],
            cache=stage.cache,
        )
    except (SubmissionError, UsageError) as error:
        return None, error
    return report, None


def _commit(repository: Path, files: Mapping[str, str | bytes | None], mark: Path) -> None:
    """Commit files on top of the dealt head with an index of our own: no filter, no hook."""
    if not files:
        return
    extra = {**IDENTITY, "GIT_INDEX_FILE": str(repository / ".git" / "attack-index")}
    git.run("read-tree", "HEAD", cwd=repository, extra=extra)
    for path, content in files.items():
        if content is None:
            git.run("update-index", "--force-remove", path, cwd=repository, extra=extra)
            continue
        text = (
            content if isinstance(content, bytes) else content.replace("{mark}", str(mark)).encode()
        )
        oid = git.text("hash-object", "-w", "--stdin", cwd=repository, stdin=text)
        entry = f"100644,{oid},{path}"
        git.run("update-index", "--add", "--cacheinfo", entry, cwd=repository, extra=extra)
    tree = git.text("write-tree", cwd=repository, extra=extra)
    commit = git.text("commit-tree", tree, "-p", "HEAD", "-m", "x", cwd=repository, extra=extra)
    git.run("update-ref", "HEAD", commit, cwd=repository)


def _processes() -> set[str]:
    """Return the processes below this one that are not the judges', by number and name."""
    found: set[str] = set()
    todo = [os.getpid()]
    while todo:
        pid = todo.pop()
        for task in _entries(f"/proc/{pid}/task"):
            for child in _text(f"/proc/{pid}/task/{task}/children").split():
                found.add(f"{child} {_text(f'/proc/{child}/comm').strip()}")
                todo.append(int(child))
    return found


def _ends(process: str) -> bool:
    """Return whether a process that was there a moment ago is at its end, or ends right now."""
    try:
        pidfd = os.pidfd_open(int(process.partition(" ")[0]))
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([pidfd], [], [], SETTLED)[0])
    finally:
        os.close(pidfd)


def _leftovers() -> set[str]:
    return {name for name in _entries(tempfile.gettempdir()) if not name.startswith(OURS)}


def _entries(folder: str) -> list[str]:
    try:
        return [each.name for each in Path(folder).iterdir()]
    except OSError:
        return []


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""
