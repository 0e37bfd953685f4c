"""Repairs that people wrote are tried as proof 12 says, and not twice for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.model.key import Fix, Replacement
from checker.packs import loading
from checker.prove.proof import PackTrees, pack_trees
from checker.prove.written_repairs import WrittenRepair, prove_repair, share, written_repairs
from checker.sandbox.client.judge import Judge
from solutions.helpdesk.defects import key_committed, limit_zero
from solutions.helpdesk.places import DRAFTING

FLAWED = "        if limit:\n"
MENDED = "        if limit is not None:\n"


@pytest.fixture(scope="module")
def on() -> PackTrees:
    return pack_trees(loading.load("helpdesk"))


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge]:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path / "cache"))
    with Judge() as judge:
        yield judge


def written(new: str, *, right: bool, old: str = FLAWED) -> WrittenRepair:
    fix = Fix(name="r", replacements=(Replacement(path=DRAFTING, old=old, new=new),))
    return WrittenRepair(defect=limit_zero.DEFECT, fix=fix, right=right)


def test_every_repair_of_a_pack_is_found_with_its_label(on: PackTrees) -> None:
    found = written_repairs(on, [limit_zero.DEFECT, key_committed.DEFECT])
    assert {each.defect.slug for each in found} == {"limit-zero", "key-committed"}
    assert {each.right for each in found} == {True, False}
    for each in found:
        assert each.label.split(": ")[1] == ("right" if each.right else "wrong")


def test_a_share_is_chosen_by_hash_and_in_no_order_of_files(on: PackTrees) -> None:
    found = written_repairs(on, [limit_zero.DEFECT, key_committed.DEFECT])
    assert share(found, None) == found
    few = share(found, 5)
    assert len(few) == 5
    assert share(found[::-1], 5) == few
    assert share(found, 8)[:5] == few
    assert share(found, 0) == ()


@pytest.mark.slow
def test_what_is_wrongly_labelled_turns_the_proof_red(on: PackTrees, judge: Judge) -> None:
    assert prove_repair(on, written("        if bool(limit):\n", right=False), judge).holds
    not_mended = prove_repair(on, written("        if bool(limit):\n", right=True), judge)
    assert not not_mended.holds
    assert not_mended.detail
    mended = prove_repair(on, written(MENDED, right=False), judge)
    assert not mended.holds
    assert "breaks nothing" in mended.detail


@pytest.mark.slow
def test_a_right_repair_is_tried_once(on: PackTrees, judge: Judge) -> None:
    repair = written(MENDED, right=True)
    assert prove_repair(on, repair, judge).holds
    with Judge() as gone:
        pass  # whoever asks it now gets no answer
    assert prove_repair(on, repair, gone).holds


@pytest.mark.slow
def test_a_refused_right_repair_is_tried_again(on: PackTrees, judge: Judge) -> None:
    repair = written("        if bool(limit):\n", right=True)
    asked = [prove_repair(on, repair, judge).holds for _ in range(2)]
    assert asked == [False, False]
