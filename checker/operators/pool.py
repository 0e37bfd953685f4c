"""The defects that a pack's lock file holds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from checker.model.key import Anchor, Check, Defect, HiddenTest, LintCheck
from checker.operators.catalogue import BY_NAME
from checker.operators.finding import OperatorSite
from checker.operators.lock import Admitted, Lock, read
from checker.operators.operator import Operator


@lru_cache
def pool(folder: Path) -> tuple[tuple[Defect, Admitted], ...]:
    """Return every admitted defect of the key in a folder, with what admitted it."""
    return defects(read(folder))


def defects(lock: Lock) -> tuple[tuple[Defect, Admitted], ...]:
    """Return the defects of a lock; sites of operators that no longer exist are left out."""
    return tuple(
        (_defect(BY_NAME[each.site.operator], each), each)
        for each in lock.admitted
        if each.site.operator in BY_NAME
    )


def checks(operator: Operator, site: OperatorSite, kills: tuple[str, ...]) -> tuple[Check, ...]:
    """Return the checks of a planted defect: hidden tests, and the linter's rule if it has one."""
    tests = tuple(HiddenTest(node_id=each) for each in kills)
    if not operator.lint:
        return tests
    anchor = Anchor(path=site.edits[0].path, name=site.scope.partition(".")[0])
    return (*tests, LintCheck(code=operator.lint, anchor=anchor))


def _defect(operator: Operator, each: Admitted) -> Defect:
    def told(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_filled(text, each.site) for text in texts))

    return Defect(
        slug=each.site.slug,
        rule=operator.rule,
        severity=operator.severity,
        changes=each.site.edits,
        explanation=_filled(operator.explanation, each.site),
        checks=checks(operator, each.site, each.kills),
        paraphrases=told(operator.paraphrases),
        near_misses=told(operator.near_misses),
        right_fixes=(),
        wrong_fixes=(),
        imports=each.site.imports,
    )


def _filled(template: str, site: OperatorSite) -> str:
    text = template
    for name, value in site.names.items():
        text = text.replace(f"{{{name}}}", value)
    return text
