"""Report -> Scorecard."""

from __future__ import annotations

from types import MappingProxyType
from typing import assert_never

from checker.model.key import (
    AddFile,
    Change,
    Check,
    Edit,
    FileCheck,
    HiddenTest,
    LintCheck,
    RemoveFile,
    StructureCheck,
    TypeCheck,
)
from checker.model.result import CheckResult, ClaimResult, DefectResult, Report
from checker.report.scorecard import (
    CheckLine,
    ClaimLine,
    CommentKind,
    DefectLine,
    ReferenceLine,
    Scorecard,
)
from checker.rules.rule import Severity


def to_scorecard(report: Report) -> Scorecard:
    """Return the scorecard of a report: defects worst first, missed ones first among equals."""
    worst = list(Severity)
    defects = sorted(
        report.defects,
        key=lambda result: (
            worst.index(result.defect.severity),
            result.found + result.fixed,
        ),
    )
    return Scorecard(
        pack=report.pack,
        seed=report.seed,
        digest=report.digest,
        dealt_head=report.dealt_head,
        head=report.head,
        event=report.event,
        score=report.score,
        clock=report.clock,
        late=report.clock is not None and report.clock.late,
        defects=tuple(map(_defect, defects)),
        claims=tuple(map(_claim, report.matching.claims)),
        regressions=report.regressions,
        ignored=report.ignored,
        notes=report.notes,
        isolation=report.isolation,
        tools=MappingProxyType(dict(report.tools)),
        hints=report.hints,
    )


def _defect(result: DefectResult) -> DefectLine:
    defect = result.defect
    return DefectLine(
        slug=defect.slug,
        rule=defect.rule.name,
        code=defect.rule.code,
        category=defect.rule.category,
        severity=defect.severity,
        explanation=defect.explanation,
        places=result.places,
        found=result.found,
        comment=result.by.id if result.by is not None else "",
        fixed=result.fixed,
        checks=tuple(map(_check, result.checks)),
        reference=tuple(map(_reference, defect.changes)),
        asked=result.known,
    )


def _reference(change: Change) -> ReferenceLine:
    match change:
        case Edit(path=path, flawed=flawed, clean=clean):
            return ReferenceLine(path=path, flawed=flawed, clean=clean)
        case AddFile(path=path, text=text):
            return ReferenceLine(path=path, flawed=text, clean="")
        case RemoveFile(path=path):
            return ReferenceLine(path=path, flawed="", clean="")
        case _:
            assert_never(change)


def _check(result: CheckResult) -> CheckLine:
    kind, name = _named(result.check)
    return CheckLine(kind=kind, name=name, outcome=result.outcome, evidence=result.evidence)


def _named(check: Check) -> tuple[CommentKind, str]:
    match check:
        case HiddenTest(node_id=name):
            return CommentKind.HIDDEN_TEST, name
        case LintCheck(code=name):
            return CommentKind.RUFF, name
        case TypeCheck(code=name):
            return CommentKind.MYPY, name
        case StructureCheck(asks=name):
            return CommentKind.STRUCTURE, name
        case FileCheck(asks=name):
            return CommentKind.FILE, name
        case _:
            assert_never(check)


def _claim(result: ClaimResult) -> ClaimLine:
    comment = result.claim.comment
    return ClaimLine(
        comment=comment.id,
        number=result.claim.index,
        path=comment.path,
        lines=comment.lines,
        side=comment.side,
        severity=comment.severity,
        text=result.claim.text,
        verdict=result.verdict,
        target=result.target,
        why=result.why,
    )
