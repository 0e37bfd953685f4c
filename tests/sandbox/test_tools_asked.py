"""What the static tools find does not hang on the level, and the level is the judge's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from checker.checks import lint, running, structure, typecheck
from checker.checks.evidence import CheckEvidence
from checker.model.key import Anchor, Check, LintCheck, StructureCheck, TypeCheck
from checker.packs import loading
from checker.sandbox.client.judge import Judge
from checker.sandbox.isolation import run_tool
from checker.sandbox.isolation.levels import Isolation
from checker.system import trees
from tests.sandbox.conftest import levels

LEVELS = levels()
PACK = loading.load("helpdesk")
APP = PurePosixPath("src/helpdesk/app.py")
SHADOWING = b"def f(id: int) -> int:\n    return id\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """What tools found at one level."""

    linted: list[lint.LintFinding]
    typed: list[lint.LintFinding]
    answers: list[CheckEvidence]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[Isolation, Asked]:
    """Return what ruff, mypy and libcst find in helpdesk at each level."""
    defects = PACK.key.defects
    asked = [each for d in defects for each in d.checks if isinstance(each, StructureCheck)]
    wrong = {PurePosixPath("src/helpdesk/wrong.py"): b"def f(id: int) -> str:\n    return id\n"}
    tree = {**loading.reference_tree(PACK), **wrong}
    folder = trees.write(tree, tmp_path_factory.mktemp("helpdesk"))
    files = trees.python_files(tree)
    return {
        level: Asked(
            lint.findings(folder, files, select=["ALL"], preview=True, level=level),
            typecheck.findings(tree, PACK, level),
            list(structure.run(asked, tree, PACK, level=level).values()),
        )
        for level in LEVELS
    }


@pytest.mark.parametrize("level", [level for level in LEVELS if level is not Isolation.BASIC])
def test_the_tools_find_the_same_at_every_level(
    level: Isolation, found: dict[Isolation, Asked]
) -> None:
    assert found[level] == found[Isolation.BASIC]
    assert len(found[level].linted) > 1
    assert [each.code for each in found[level].typed] == ["return-value"]
    assert {each.holds for each in found[level].answers} == {True}


def test_the_level_of_the_judge_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Isolation | None] = []

    def run(*_: object, level: Isolation | None, **__: object) -> run_tool.FinishedTool:
        seen.append(level)
        return run_tool.FinishedTool(returncode=None, stdout="", stderr="")

    monkeypatch.setattr(run_tool, "run", run)
    anchor = Anchor(path=APP, name="f")
    checks: list[Check] = [
        LintCheck(code="A002", anchor=anchor),
        TypeCheck(code="return-value", anchor=anchor),
        StructureCheck(anchor=anchor, holds=bool, asks="there are modules"),
    ]
    with Judge(Isolation.CONFINED) as judge:
        monkeypatch.setattr(loading, "reference_tree", lambda _: {APP: SHADOWING})
        running.run(PACK, {APP: SHADOWING}, checks, judge)
    assert len(seen) >= len(checks)
    assert set(seen) == {Isolation.CONFINED}
