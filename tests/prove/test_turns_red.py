"""The provers are proved: each way in which a pack can be wrong turns its proof red."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import not_
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from checker import prove
from checker.dealing.draw import draw
from checker.errors import UsageError
from checker.matching import MatchContext
from checker.model.key import (
    Defect,
    Edit,
    HiddenTest,
    LintCheck,
    Pack,
    Site,
    StructureCheck,
)
from checker.model.result import Matching
from checker.model.review import Review
from checker.packs import loading
from checker.prove import alone, cleanliness, drawn, fixes, pairs, reviews, wordings
from checker.prove.proof import PackTrees, Proof, pack_trees
from checker.sandbox.client.judge import Judge

WHOLE = loading.load("helpdesk")
BY_SLUG = {defect.slug: defect for defect in WHOLE.key.defects}
LIMIT, ALIEN, NAMED = BY_SLUG["limit-zero"], BY_SLUG["foreign-order"], BY_SLUG["id-shadowed"]
FEW = (LIMIT, ALIEN, NAMED)
FIRST = LIMIT.right_fixes[0].name
DRAFTING = PurePosixPath("src/helpdesk/drafting.py")
IMPORT = "from datetime import UTC, datetime"
LAST_USE = Edit(path=DRAFTING, clean="written_at=datetime.now(tz=UTC)", flawed="written_at=None")
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as judge:
        yield judge


def of(*defects: Defect, pack: Pack = WHOLE) -> PackTrees:
    return pack_trees(replace(pack, key=replace(pack.key, defects=defects)))


def red(proofs: Iterable[Proof]) -> list[tuple[int, str]]:
    return [(proof.number, proof.subject) for proof in proofs if not proof.holds]


def always(answer: Callable[[Any], bool]) -> StructureCheck:
    """Return a check that says the same of every tree."""
    anchor = next(check.anchor for check in NAMED.checks if isinstance(check, StructureCheck))
    return StructureCheck(anchor=anchor, holds=answer, asks="whatever it is")


@slow
def test_a_pack_as_it_should_be_is_green(judge: Judge) -> None:
    on = of(*FEW)
    proofs = [*alone.prove_reference(on, judge), *pairs.prove_pool(on)]
    for defect in FEW:
        proofs += alone.prove_defect(on, defect, judge)
        proofs += fixes.prove_fixes(on, defect, judge)
        proofs += fixes.prove_absence(on, defect, judge)
    assert red(proofs) == []
    assert {proof.number for proof in proofs} == {2, 3, 4, 6, 11, 12}
    assert len(proofs) > 30


def test_a_check_that_always_passes(judge: Judge) -> None:
    blind = replace(NAMED, checks=(always(bool),))
    (proof, *_) = alone.prove_defect(of(blind), blind, judge)
    assert red([proof]) == [(3, "id-shadowed")]
    assert "its own check passed" in proof.detail


@slow
def test_a_check_that_always_fails(judge: Judge) -> None:
    blind = replace(NAMED, checks=(*NAMED.checks, always(not_)))
    on = of(blind)
    checked = alone.prove_reference(on, judge)
    assert red(checked) == [(2, "id-shadowed")]


def test_a_check_of_two_of_which_one_always_passes(judge: Judge) -> None:
    half = replace(NAMED, checks=(*NAMED.checks, always(bool)))
    assert (3, "id-shadowed") in red(alone.prove_defect(of(half), half, judge))


def test_a_defect_without_checks(judge: Judge) -> None:
    bare = replace(NAMED, checks=())
    assert (3, "id-shadowed") in red(alone.prove_defect(of(bare), bare, judge))


@pytest.mark.parametrize("body", ["pass", "import pytest; pytest.skip()"])
def test_an_emptied_hidden_test(judge: Judge, tmp_path: Path, body: str) -> None:
    tests = shutil.copytree(WHOLE.key.tests, tmp_path / "tests")
    (check,) = (check for check in LIMIT.checks if isinstance(check, HiddenTest))
    file, _, name = check.node_id.partition("::")
    (tests / file).write_text(f"def {name}():\n    {body}\n", "utf-8")
    on = of(LIMIT, pack=replace(WHOLE, key=replace(WHOLE.key, tests=tests)))
    proofs = [*alone.prove_defect(on, LIMIT, judge), *fixes.prove_fixes(on, LIMIT, judge)]
    caught = {(3, "limit-zero")} if body == "pass" else {(12, f"limit-zero: right: {FIRST}")}
    assert caught <= set(red(proofs))


@slow
def test_a_decoy_listed_as_a_defect(judge: Judge) -> None:
    decoy = WHOLE.key.decoys[0]
    same = Edit(path=decoy.site.path, clean=decoy.site.text, flawed=decoy.site.text)
    accused = replace(LIMIT, slug=decoy.slug, changes=(same,), sites=(), imports=())
    assert (3, decoy.slug) in red(alone.prove_defect(of(accused), accused, judge))
    blamed = replace(accused, checks=(always(not_),))
    assert (2, decoy.slug) in red(alone.prove_reference(of(blamed), judge))


def test_two_defects_that_share_their_only_check(judge: Judge) -> None:
    twin = replace(ALIEN, slug="twin", checks=LIMIT.checks)
    (proof, *_) = alone.prove_defect(of(LIMIT, twin), LIMIT, judge)
    assert red([proof]) == [(3, "limit-zero")]
    assert "fails twin too" in proof.detail


def test_two_defects_that_cannot_be_planted_together_though_their_texts_do_not_overlap() -> None:
    """The import line by which one is found goes when the other is planted: only ruff knows."""
    idle = replace(LIMIT, slug="idle", changes=(LAST_USE,))
    found = replace(ALIEN, slug="found", changes=(), sites=(Site(path=DRAFTING, text=IMPORT),))
    for proof in (*pairs.prove_pool(of(idle, found)), *pairs.prove_pairs(of(idle, found), idle)):
        assert (proof.number, proof.holds) == (4, False)
        assert "idle + found: " in proof.detail
    kept_apart = (replace(idle, group="one"), replace(found, group="one"))
    assert red(pairs.prove_pool(of(*kept_apart))) == []


@slow
def test_two_defects_that_overlap_are_not_drawn_together_and_are_named() -> None:
    on = of(*WHOLE.key.defects, replace(LIMIT, slug="twin"))
    assert red(pairs.prove_pool(on)) == []
    [proof] = pairs.prove_pairs(on, LIMIT)
    assert proof.holds
    first, *others = proof.notes
    assert first.startswith("limit-zero cannot be planted with these, so that no draw has both; ")
    assert "of 50 plain draws deal limit-zero, and " in first
    [twin] = [each for each in others if each.strip().startswith("twin ")]
    assert re.fullmatch(r"  twin \(src/helpdesk/drafting\.py:\d+\): both change this text", twin)
    assert any("-in-drafting-" in each for each in others), "sites of operators are named as well"


@pytest.mark.parametrize(
    ("more", "tool"),
    [
        ("        unused = 1\n", "ruff"),
        ("        number: int = 'one'\n        del number\n", "mypy"),
        ("        number   =   1\n        del number\n", "formatted"),
    ],
)
def test_a_trace_that_the_projects_own_tools_see(judge: Judge, more: str, tool: str) -> None:
    (edit,) = (change for change in LIMIT.changes if isinstance(change, Edit))
    loud = replace(LIMIT, changes=(replace(edit, flawed=more + edit.flawed),))
    assert (6, f"limit-zero: {tool}") in red(alone.prove_defect(of(loud), loud, judge))


def test_a_trace_that_is_declared_and_not_there(judge: Judge) -> None:
    first, *rest = NAMED.checks
    assert isinstance(first, LintCheck)
    claimed = replace(NAMED, checks=(replace(first, visible=True), *rest))
    assert (6, "id-shadowed: ruff") in red(alone.prove_defect(of(claimed), claimed, judge))


def test_a_wrong_fix_that_passes(judge: Judge) -> None:
    fix = replace(LIMIT.right_fixes[0], name="not wrong at all")
    lax = replace(LIMIT, wrong_fixes=(*LIMIT.wrong_fixes, fix))
    assert red(fixes.prove_fixes(of(lax), lax, judge)) == [
        (12, "limit-zero: wrong: not wrong at all")
    ]


def test_a_right_fix_that_fails(judge: Judge) -> None:
    fix = replace(LIMIT.wrong_fixes[0], name="not right at all")
    harsh = replace(LIMIT, right_fixes=(*LIMIT.right_fixes, fix))
    proofs = fixes.prove_fixes(of(harsh), harsh, judge)
    assert red(proofs) == [(12, "limit-zero: right: not right at all")]


def test_too_few_fixes(judge: Judge) -> None:
    one_right = replace(LIMIT, right_fixes=LIMIT.right_fixes[:1])
    none_wrong = replace(LIMIT, wrong_fixes=())
    for few in (one_right, none_wrong):
        assert (12, "limit-zero: fixes") in red(fixes.prove_fixes(of(few), few, judge))


def test_a_check_that_takes_absence_for_a_fix(judge: Judge) -> None:
    path = PurePosixPath("src/helpdesk/cli.py")
    (lint,) = (check for check in NAMED.checks if isinstance(check, LintCheck))
    assert lint.anchor.path != path
    easy = replace(NAMED, checks=(lint,))
    assert (11, "id-shadowed: cli.py deleted") in red(fixes.prove_absence(of(easy), easy, judge))


def test_a_matcher_that_says_yes_to_all() -> None:
    def credulous(review: Review, context: MatchContext) -> Matching:
        del review
        return Matching(claims=(), found=tuple((defect.slug, 1.0) for defect, _ in context.defects))

    on = pack_trees(WHOLE)
    floods = reviews.prove_floods(on, 1, credulous)
    assert len(red(floods)) == len(floods) == 6
    assert red([reviews.prove_neutral(on, 1, credulous)])
    assert len(red(wordings.prove_wordings(on, credulous))) == len(WHOLE.key.defects)


def test_a_matcher_that_says_no_to_all() -> None:
    def deaf(review: Review, context: MatchContext) -> Matching:
        del review
        return Matching(claims=(), found=tuple((defect.slug, 0.0) for defect, _ in context.defects))

    assert len(red(wordings.prove_wordings(pack_trees(WHOLE), deaf))) == len(WHOLE.key.defects)


def test_a_wording_that_fits_another_defect_and_a_near_miss_that_is_taken() -> None:
    mixed = replace(
        NAMED,
        paraphrases=(BY_SLUG["naive-timestamp"].explanation,),
        near_misses=(NAMED.explanation,),
    )
    others = [defect for defect in WHOLE.key.defects if defect.slug != NAMED.slug]
    on = of(*others, mixed)

    def deaf(review: Review, context: MatchContext) -> Matching:
        found = [(d.slug, 1.0) for d, _ in context.defects if d.slug == NAMED.slug]
        del review
        return Matching(claims=(), found=tuple(found))

    (proof,) = wordings.prove_wordings(on, deaf, only=NAMED.slug)
    assert not proof.holds
    assert "earns 1" in proof.detail


@slow
def test_a_drawn_defect_that_no_check_sees(judge: Judge) -> None:
    blind = replace(NAMED, checks=(always(bool),))
    others = [defect for defect in WHOLE.key.defects if defect.slug != NAMED.slug]
    on = of(*others, blind)
    drawn_defects = draw(on.pack, 1).defects
    assert blind in drawn_defects
    assert (4, "seed 1") in red(drawn.prove_seed(on, 1, judge))
    taken = next(defect for defect in drawn_defects if defect is not blind)
    assert red(drawn.prove_minus_one(on, 1, taken, judge)) == [(5, f"seed 1 without {taken.slug}")]


@slow
def test_a_reference_whose_own_tests_fail(judge: Judge, tmp_path: Path) -> None:
    feature = shutil.copytree(WHOLE.key.feature, tmp_path / "feature")
    (feature / "tests" / "test_new.py").write_text(
        "def test_new() -> None:\n    assert not 1\n", "utf-8"
    )
    sick = replace(WHOLE, key=replace(WHOLE.key, feature=feature))
    assert red(cleanliness.prove_trees(pack_trees(sick), judge)) == [(1, "reference: own tests")]


@slow
def test_one_defect_is_proved_by_name_and_a_wrong_name_is_corrected() -> None:
    steps: list[tuple[str, int, int]] = []
    proofs = prove.prove_defect(WHOLE, "id-shadowed", progress=lambda *step: steps.append(step))
    assert red(proofs) == []
    assert {proof.number for proof in proofs} == {3, 4, 6, 8, 11, 12}
    counted = [done for _, done, total in steps if total]  # what has no number is only named
    assert counted == [*range(len(counted))]
    assert len(counted) > len(proofs) / 2
    with pytest.raises(UsageError, match="did you mean id-shadowed"):
        prove.prove_defect(WHOLE, "id-shadow")
