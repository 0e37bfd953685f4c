"""Report -> Scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
from checker.model.result import CheckResult, ClaimResult, DefectResult, Regression, Report
from checker.report.scorecard import (
    CheckLine,
    ClaimLine,
    CommentKind,
    DefectLine,
    ReferenceLine,
    RegressionLine,
    Scorecard,
)
from checker.rules.rule import Severity


def to_scorecard(report: Report, *, verbose: bool = True) -> Scorecard:
    """Return the scorecard of a report: defects worst first, missed ones first among equals.

    Unless ``verbose`` it holds no text that the candidate's code chose and no value of a hidden
    test: only what the checks say in words of their own.
    """
    report = report if verbose else _without_said(report)
    worst = list(Severity)
    rules = {each.defect.slug: each.defect.rule.name for each in report.defects}
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
        claims=tuple(_claim(each, rules) for each in report.matching.claims),
        regressions=tuple(map(_regression, report.regressions)),
        ignored=report.ignored,
        notes=report.notes,
        isolation=report.isolation,
        tools=MappingProxyType(dict(report.tools)),
        hints=report.hints,
    )


def _without_said(report: Report) -> Report:
    defects = tuple(
        replace(each, checks=tuple(replace(check, said="") for check in each.checks))
        for each in report.defects
    )
    regressions = tuple(replace(each, said="") for each in report.regressions)
    return replace(report, defects=defects, regressions=regressions)


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
    return CheckLine(kind=kind, name=name, outcome=result.outcome, evidence=_with_said(result))


def _regression(result: Regression) -> RegressionLine:
    return RegressionLine(target=result.target, tests=result.tests, evidence=_with_said(result))


def _with_said(result: CheckResult | Regression) -> str:
    """Return the evidence with what was said, which often is the same with its gaps filled in."""
    if not result.said or _filled_in(result.evidence, result.said):
        return result.said or result.evidence
    return f"{result.evidence} ({result.said})"


def _filled_in(words: str, said: str) -> bool:
    """Return whether a text is these words with something in each gap.

    By search from the left and no pattern: what fills the gaps may be made to keep one busy.
    """
    first, *rest = words.split("\N{HORIZONTAL ELLIPSIS}")
    if not rest:
        return words == said
    *middle, last = rest
    if not said.startswith(first) or not said.endswith(last):
        return False
    at = len(first)
    for part in middle:
        found = said.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return at <= len(said) - len(last)


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


def _claim(result: ClaimResult, rules: Mapping[str, str]) -> ClaimLine:
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
        figures=result.figures,
        rule=rules.get(result.target, ""),
        unsure=result.unsure,
        near=result.near,
    )
