"""A repair is tried as a grade would: its defect's checks, and what it breaks beside them."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from checker.model.key import Defect, Fix, Replacement
from checker.packs import loading
from checker.prove.proof import PackTrees, pack_trees
from checker.prove.repairs import try_repair
from checker.sandbox.client.judge import Judge
from solutions.helpdesk.defects import limit_zero
from solutions.helpdesk.places import DRAFTING

pytestmark = pytest.mark.slow  # some of them run every hidden test
DEFECT: Defect = limit_zero.DEFECT
MENDED = Replacement(
    path=DRAFTING, old="        if limit:\n", new="        if limit is not None:\n"
)


@pytest.fixture(scope="module")
def on() -> PackTrees:
    return pack_trees(loading.load("helpdesk"))


def test_a_right_repair_is_accepted(on: PackTrees) -> None:
    with Judge() as judge:
        assert try_repair(on, DEFECT, Fix(name="r", replacements=(MENDED,)), judge).accepted


def test_one_that_leaves_the_fault_fails_its_checks(on: PackTrees) -> None:
    change = Replacement(path=DRAFTING, old="        if limit:\n", new="        if bool(limit):\n")
    with Judge() as judge:
        repaired = try_repair(on, DEFECT, Fix(name="w", replacements=(change,)), judge)
    assert repaired.unmet
    assert not repaired.broke


def test_one_that_breaks_something_else_is_not_accepted(on: PackTrees) -> None:
    unlike = Replacement(
        path=PurePosixPath("src/helpdesk/archive.py"),
        old="/ length if length else 0.0",
        new="* 0.0",
    )
    with Judge() as judge:
        repaired = try_repair(on, DEFECT, Fix(name="b", replacements=(MENDED, unlike)), judge)
    assert not repaired.unmet
    assert repaired.broke
    assert not repaired.accepted


def test_one_that_does_not_apply_says_so(on: PackTrees) -> None:
    change = Replacement(path=DRAFTING, old="no such text", new="")
    with Judge() as judge:
        repaired = try_repair(on, DEFECT, Fix(name="n", replacements=(change,)), judge)
    assert repaired.unmet[0].startswith("does not apply")
