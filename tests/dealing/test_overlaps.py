"""Defects that change the same text exclude each other, in every draw, without a declaration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from checker.dealing.draw import draw
from checker.dealing.draw_pool import entries
from checker.dealing.overlaps import exclusions, overlaps
from checker.dealing.planting import plant
from checker.errors import PlantingError
from checker.model.key import AddFile, Defect, Edit, Pack, Planting, RemoveFile, Site
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from tests.hand_made import APP, a_defect

NEW = PurePosixPath("run.log")
REFERENCE = {APP: b"one\ntwo\nthree\nfour\n"}
PACK = loading.load("helpdesk")
SEEDS = range(40)


def edit(slug: str, clean: str, flawed: str = "x\n", site: str = "") -> Planting:
    sites = (Site(path=APP, text=site),) if site else ()
    return Planting(slug=slug, changes=(Edit(path=APP, clean=clean, flawed=flawed),), sites=sites)


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (edit("a", "one\ntwo\n"), edit("b", "two\nthree\n"), 2),
        (edit("a", "one\ntwo\nthree\n"), edit("b", "two\n"), 2),
        (edit("a", "three\n"), edit("b", "one\n", site="three"), 3),
        (edit("a", "three\n", "two\n"), edit("b", "one\n", site="two"), 2),
        (
            Planting(slug="a", changes=(RemoveFile(path=APP),)),
            edit("b", "three\n"),
            3,
        ),
        (
            Planting(slug="a", changes=(AddFile(path=NEW, text="x"),)),
            Planting(slug="b", changes=(AddFile(path=NEW, text="y"),)),
            1,
        ),
    ],
)
def test_what_cannot_be_planted_together_is_named_with_its_line(
    first: Planting, second: Planting, line: int
) -> None:
    [found] = overlaps(first, [second], REFERENCE)
    assert (found.slug, found.line) == ("b", line)
    [back] = overlaps(second, [first], REFERENCE)
    assert (back.slug, back.path) == ("a", found.path)
    assert exclusions([first, second], REFERENCE) == {
        "a": frozenset({"b"}),
        "b": frozenset({"a"}),
    }
    with pytest.raises(PlantingError):
        plant(REFERENCE, [first, second], ruff_config="")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (edit("a", "one\n"), edit("b", "two\n")),
        (edit("a", "one\n"), edit("b", "not there")),
        (edit("a", "one\n"), edit("b", "three\n", site="two")),
        (edit("a", "one\n"), edit("b", "three\n", site="added by b")),
    ],
)
def test_others_exclude_nothing(first: Planting, second: Planting) -> None:
    assert overlaps(first, [second], REFERENCE) == ()
    assert exclusions([first, second], REFERENCE) == {}


def test_the_error_names_both_defects_and_the_line() -> None:
    wide, narrow = edit("too-wide", "one\ntwo\nthree\n"), edit("in-its-way", "two\n")
    with pytest.raises(PlantingError, match=r"app\.py:2: two edits overlap") as raised:
        plant(REFERENCE, [wide, narrow], ruff_config="")
    assert "one of too-wide and one of in-its-way" in str(raised.value)
    assert raised.value.defect == "in-its-way"


def crowded() -> tuple[Pack, Defect, frozenset[str]]:
    """Return a pack with one more defect, whose edit covers that of a hand-made one, and a site.

    No group is declared: this is what a new defect is like.
    """
    reference = loading.reference_tree(PACK)
    [target] = [each for each in PACK.key.defects if each.slug == "limit-zero"]
    [change] = [each for each in target.changes if isinstance(each, Edit)]
    lines = reference[change.path].decode().splitlines(keepends=True)
    first = reference[change.path].decode().split(change.clean)[0].count("\n")
    clean = "".join(lines[first - 3 : first + 4])
    assert reference[change.path].decode().count(clean) == 1
    wide = a_defect(
        "wide-edit",
        rule=target.rule,
        severity=target.severity,
        changes=(Edit(path=change.path, clean=clean, flawed="        pass\n"),),
        checks=target.checks,
    )
    pool = [each for each in PACK.key.defects if each.severity is not target.severity]
    same = [each for each in PACK.key.defects if each.severity is target.severity]
    pack = replace(PACK, key=replace(PACK.key, defects=(*pool, *same, wide)))
    beside = frozenset(
        each.slug
        for each in overlaps(wide.planting, [e.defect.planting for e in entries(pack)], reference)
        if each.slug != wide.slug
    )
    return pack, wide, beside


def test_no_draw_has_two_defects_that_change_the_same_text() -> None:
    pack, wide, beside = crowded()
    assert "limit-zero" in beside
    assert beside - {each.slug for each in PACK.key.defects}, "it covers a site of an operator"
    drawn = [{each.slug for each in draw(pack, seed).defects} for seed in SEEDS]
    assert any(wide.slug in slugs for slugs in drawn)
    assert any("limit-zero" in slugs for slugs in drawn)
    for slugs in drawn:
        assert wide.slug not in slugs or not slugs & beside


def test_a_mixed_draw_has_no_site_whose_lines_a_hand_made_defect_changes() -> None:
    pack, wide, beside = crowded()
    mine = {each.defect.slug: each.clashes for each in entries(pack)}
    assert beside <= mine[wide.slug]
    for seed in SEEDS:
        slugs = {e.slug for e in draw(pack, seed, Profile(level=Difficulty.INTERVIEW)).defects}
        assert wide.slug not in slugs or not slugs & beside
