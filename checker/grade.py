"""Grade a submission: the one place where the steps meet."""

from __future__ import annotations

import difflib
import tempfile
from pathlib import Path

from checker import matching, planting, regressions, scoring, trees
from checker.checks import lint, running
from checker.dealing import Deal
from checker.errors import EnvironmentBrokenError, TamperedSubmissionError
from checker.matching import Exam, Reported
from checker.model.key import Challenge
from checker.model.pack import Tree
from checker.model.result import (
    Clock,
    DefectResult,
    Matching,
    Outcome,
    Report,
    Verdict,
)
from checker.model.review import ReviewComment, Submission
from checker.progress import Progress, silent
from checker.sandbox.judging import Judge
from checker.sandbox.levels import MEANING, Level
from checker.tools import versions

SUITE_NOTE = (
    "that the project's own tests pass or fail is the one claim of the candidate's code "
    "that is accepted"
)


def grade(
    challenge: Challenge,
    deal: Deal,
    submission: Submission,
    *,
    clock: Clock | None = None,
    level: Level | None = None,
    progress: Progress = silent,
) -> Report:
    """Return the report on a submission, checked at a level: the best of this machine if None.

    Raises:
        TamperedSubmissionError: the player lied to the judge; no score is given.
        EnvironmentBrokenError: a check came to no answer here and on the reference either.
    """
    dealt = deal.dealt.head
    checks = [check for defect in challenge.defects for check in defect.checks]
    with Judge(level) as judge:
        judge.warm_up()
        found = match(challenge, deal, submission)
        checked = running.run(
            challenge.pack, submission.tree, checks, judge, every_test=True, progress=progress
        )
        _refuse(checked)
        broken = regressions.find(challenge, dealt, submission.tree, checked.tests, judge)
    results = _results(challenge, deal, found, checked)
    score = scoring.score(
        results,
        found,
        broken,
        submission.review.event,
        submitted_fix=submission.tree != dealt,
    )
    return Report(
        pack=challenge.pack.pr.slug,
        digest=challenge.pack.digest,
        seed=challenge.seed,
        dealt_head=deal.dealt.head_commit,
        head=submission.head,
        isolation=judge.level,
        tools=versions(),
        event=submission.review.event,
        defects=results,
        matching=found,
        regressions=broken,
        score=score,
        clock=clock,
        ignored=submission.ignored,
        notes=(*submission.notes, MEANING[judge.level], SUITE_NOTE),
    )


def match(challenge: Challenge, deal: Deal, submission: Submission) -> Matching:
    """Return what a review found of a challenge."""
    return matching.match(submission.review, exam(challenge, deal))


def exam(challenge: Challenge, deal: Deal) -> Exam:
    """Return what reviews of a challenge are held against."""
    key, head = challenge.pack.key, deal.dealt.head
    return Exam(
        defects=tuple((d, deal.planted.places[d.slug]) for d in challenge.defects),
        pool=key.defects,
        decoys=tuple(
            (decoy, planting.locate(head, decoy.site.path, decoy.site.text)) for decoy in key.decoys
        ),
        acceptable=key.acceptable,
        reported=_reported(challenge, head),
        head=head,
        texts=(challenge.pack.pr.body, _added(deal.dealt.base, head)),
    )


def _reported(challenge: Challenge, head: Tree) -> tuple[Reported, ...]:
    """Return what ruff says of the dealt head under the pack's own configuration."""
    if not any(defect.visible for defect in challenge.defects):
        return ()  # proved for every pack: nothing but planted defects is ever reported
    config = challenge.pack.pr.base / "pyproject.toml"
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(head, Path(scratch))
        found = lint.findings(folder, trees.python_files(head), config=config)
    return tuple(
        Reported(path=each.path, line=each.line, code=each.code, message=each.message)
        for each in found
    )


def _added(base: Tree, head: Tree) -> str:
    """Return the lines that the pull request adds."""
    lines: list[str] = []
    for path in sorted(p for p in head if head[p] != base.get(p)):
        before = base.get(path, b"").decode("utf-8", "replace").splitlines()
        after = head[path].decode("utf-8", "replace").splitlines()
        compared = difflib.ndiff(before, after) if before else (f"+ {line}" for line in after)
        lines += [line[2:] for line in compared if line.startswith("+ ")]
    return "\n".join(lines)


def _refuse(checked: running.Checked) -> None:
    if checked.integrity:
        raise TamperedSubmissionError(f"no score is given: {'; '.join(checked.integrity)}")
    errors = [r for r in checked.results.values() if r.outcome is Outcome.ERROR]
    if errors:
        raise EnvironmentBrokenError(
            f"no score is given: {len(errors)} checks cannot be run on this machine, "
            f"not on the reference either: {errors[0].evidence}"
        )


def _results(
    challenge: Challenge, deal: Deal, found: Matching, checked: running.Checked
) -> tuple[DefectResult, ...]:
    credits_ = dict(found.found)
    return tuple(
        DefectResult(
            defect=defect,
            places=deal.planted.places[defect.slug],
            found=credits_[defect.slug],
            by=_by(found, defect.slug),
            checks=tuple(checked.results[check] for check in defect.checks),
        )
        for defect in challenge.defects
    )


def _by(found: Matching, slug: str) -> ReviewComment | None:
    earning = {Verdict.FOUND, Verdict.PARTIAL}
    mine = [c for c in found.claims if c.target == slug and c.verdict in earning]
    return mine[0].claim.comment if mine else None
