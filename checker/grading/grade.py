"""Grade a submission: the one place where all steps meet."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from checker import matching
from checker.checks import lint, running
from checker.dealing import planting
from checker.dealing.build import Deal
from checker.dealing.remarks import remarks
from checker.errors import EnvironmentBrokenError, PlantingError, TamperedSubmissionError
from checker.grading import judge_file, regressions, scoring
from checker.grading.model_wordings import model_wordings
from checker.matching import MatchContext, Reported
from checker.model.key import Challenge, Decoy
from checker.model.pack import Tree
from checker.model.place import Place
from checker.model.result import (
    DefectResult,
    Matching,
    Outcome,
    Regression,
    Report,
    TimeTaken,
    Verdict,
)
from checker.model.review import ReviewComment, Submission
from checker.packs import wordings
from checker.progress import Progress, silent
from checker.sandbox.client.cached import CachingJudge
from checker.sandbox.client.patient import PatientJudge
from checker.sandbox.client.pool import FOR_ONE, JudgePool
from checker.sandbox.isolation.levels import MEANING, Isolation
from checker.sandbox.warm.tools import NO_TOOLS
from checker.system import trees
from checker.system.result_cache import NO_CACHE, ResultCache
from checker.system.tools import versions

SUITE_NOTE = (
    "that the project's own tests pass or fail is the one claim of the candidate's code "
    "that is accepted"
)


def grade(
    challenge: Challenge,
    deal: Deal,
    submission: Submission,
    *,
    clock: TimeTaken | None = None,
    level: Isolation | None = None,
    judges: JudgePool | None = None,
    progress: Progress = silent,
    cache: ResultCache = NO_CACHE,
) -> Report:
    """Return the report on a submission.

    Args:
        challenge: What was dealt.
        deal: Its trees and places.
        submission: What was handed in.
        clock: How long the round took, where somebody held the clock.
        level: How candidate code is kept in; None is the best that this machine can do.
        judges: Judges that are up already; they stay up, and their tools are warm. For a single
            grade it does not pay to warm tools up.
        progress: Told how far the hidden tests are.
        cache: Results of earlier grades, to be used again.

    Raises:
        TamperedSubmissionError: the player lied to the judge; no score is given.
        EnvironmentBrokenError: a check came to no answer here and on the reference either.
    """
    with ExitStack() as stack:
        asked = judges or stack.enter_context(JudgePool(level, FOR_ONE, tools=NO_TOOLS))
        asked.warm_up()
        kept = cache if asked.level is not Isolation.BASIC else NO_CACHE
        judge = CachingJudge(PatientJudge(asked), asked.level, kept, asked.starting_points)
        checked, broken = _check(challenge, deal, submission, judge, progress)
    return _report(
        challenge, deal, submission, checked=checked, broken=broken, level=asked.level, clock=clock
    )


def _report(
    challenge: Challenge,
    deal: Deal,
    submission: Submission,
    *,
    checked: running.Checked,
    broken: tuple[Regression, ...],
    level: Isolation,
    clock: TimeTaken | None,
) -> Report:
    found = match(challenge, deal, submission, fixed=_fixed(challenge, checked))
    results = _results(challenge, deal, found, checked)
    return Report(
        pack=challenge.pack.pr.slug,
        digest=challenge.pack.digest,
        seed=challenge.seed,
        dealt_head=deal.dealt.head_commit,
        head=submission.head,
        isolation=level,
        tools=versions(),
        event=submission.review.event,
        defects=results,
        matching=found,
        regressions=broken,
        score=scoring.score(
            results,
            found,
            broken,
            submission.review.event,
            submitted_fix=submission.tree != deal.dealt.head,
            hints=submission.review.hints,
        ),
        clock=clock,
        ignored=submission.ignored,
        notes=(*submission.notes, MEANING[level], SUITE_NOTE),
        hints=submission.review.hints,
    )


def _check(
    challenge: Challenge,
    deal: Deal,
    submission: Submission,
    judge: CachingJudge,
    progress: Progress,
) -> tuple[running.Checked, tuple[Regression, ...]]:
    """Run all checks, and the project's own tests beside them."""
    pack, dealt, tree = challenge.pack, deal.dealt.head, submission.tree
    checks = [check for defect in challenge.defects for check in defect.checks]
    with ThreadPoolExecutor(max_workers=1) as beside:
        own = beside.submit(regressions.of_own_tests, pack, dealt, tree, judge)
        checked = running.run(
            pack, tree, checks, judge, every_test=True, progress=progress, cache=judge.cache
        )
        _refuse(checked)
        hidden = regressions.of_hidden_tests(challenge, dealt, checked.tests, judge)
        return checked, (*hidden, *own.result())


def match(
    challenge: Challenge,
    deal: Deal,
    submission: Submission,
    *,
    fixed: frozenset[str] = frozenset(),
) -> Matching:
    """Match a review against a challenge; ``fixed`` are the defects that its commits fixed."""
    return matching.match(submission.review, replace(match_context(challenge, deal), fixed=fixed))


def _fixed(challenge: Challenge, checked: running.Checked) -> frozenset[str]:
    return frozenset(
        defect.slug
        for defect in challenge.defects
        if all(checked.results[check].outcome is Outcome.PASSED for check in defect.checks)
    )


def match_context(challenge: Challenge, deal: Deal) -> MatchContext:
    """Return everything that reviews of a challenge are matched against."""
    key, head = challenge.pack.key, deal.dealt.head
    return MatchContext(
        defects=tuple((d, deal.planted.places[d.slug]) for d in challenge.defects),
        pool=(*key.defects, *(d for d in challenge.defects if d not in key.defects)),
        decoys=tuple((decoy, _place_of(decoy, head)) for decoy in key.decoys),
        acceptable=(*key.acceptable, *remarks(deal.mess, tuple(head))),
        reported=_reported(challenge, head),
        head=head,
        texts=(deal.description, _changed(deal.dealt.base, head)),
        judge=judge_file.read(),
        wordings={d.slug: wordings.of(key, d) for d in challenge.defects},
    )


def _place_of(decoy: Decoy, head: Tree) -> Place:
    try:
        return planting.locate(head, decoy.site.path, decoy.site.text)
    except PlantingError as error:
        raise PlantingError(
            f"{error}: a defect has changed the decoy {decoy.slug}, whose text every deal must "
            "have; leave it as it is, or move the decoy"
        ) from error


def _reported(challenge: Challenge, head: Tree) -> tuple[Reported, ...]:
    """Return what ruff reports on the dealt head under the pack's own configuration."""
    if not any(defect.visible for defect in challenge.defects):
        return ()  # proved for every pack: ruff reports planted defects only
    config = challenge.pack.pr.base / "pyproject.toml"
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(head, Path(scratch))
        found = lint.findings(folder, trees.python_files(head), config=config)
    return tuple(
        Reported(path=each.path, line=each.line, code=each.code, message=each.message)
        for each in found
    )


def _changed(base: Tree, head: Tree) -> str:
    """Return the files that the pull request changes, before and after."""
    paths = sorted(path for path in head if head[path] != base.get(path))
    texts = (
        tree.get(path, b"").decode("utf-8", "replace") for tree in (base, head) for path in paths
    )
    return "\n".join(texts)


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
            known=model_wordings(wordings.of(challenge.pack.key, defect).found[1:]),
        )
        for defect in challenge.defects
    )


def _by(found: Matching, slug: str) -> ReviewComment | None:
    earning = {Verdict.FOUND, Verdict.ASKED}
    mine = [c for c in found.claims if c.target == slug and c.verdict in earning]
    return mine[0].claim.comment if mine else None
