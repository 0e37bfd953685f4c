from __future__ import annotations

from itertools import permutations
from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from checker.dealing import import_block
from checker.dealing.draw import draw
from checker.dealing.planting import locate, plant, repair
from checker.errors import PlantingError
from checker.model.key import (
    AddFile,
    Change,
    Edit,
    Fix,
    Planting,
    RemoveFile,
    Replacement,
    Site,
)
from checker.model.pack import Tree
from checker.model.place import Lines, Place
from checker.packs import loading
from tests.hand_made import APP

PACK = loading.load("helpdesk")
CONFIG = 'lint.isort.known-first-party = ["app"]'
NOTES = PurePosixPath("notes.txt")
SOURCE = dedent('''\
    """An app."""

    import json
    import time


    class Shop:
        """Sells."""

        def open(self):
            """Open."""
            return json.dumps({"at": time.monotonic()})

        def close(self):
            """Close."""
            return "closed"


    def main():
        """Run."""
        return Shop().open()
''')
REFERENCE = {APP: SOURCE.encode(), NOTES: b"one\ntwo\nthree\n"}


def defect(
    slug: str, *changes: Change, imports: tuple[str, ...] = (), sites: tuple[Site, ...] = ()
) -> Planting:
    return Planting(slug=slug, changes=changes, imports=imports, sites=sites)


def edit(clean: str, flawed: str, path: PurePosixPath = APP) -> Edit:
    return Edit(path=path, clean=clean, flawed=flawed)


RANDOM = defect(
    "random",
    edit("json.dumps(", "random.choice(os.listdir()) or (\n            "),
    imports=("import random", "import os"),
)
LONGER = defect(
    "longer",
    edit('        return "closed"\n', '        """Really."""\n\n        return 1\n'),
    sites=(Site(path=APP, text="def open(self):"),),
)
LOUD = defect("loud", edit('"""Run."""\n', '"""Run."""\n    print("!")\n'), edit("two", "2", NOTES))


def text(tree: Tree, path: PurePosixPath = APP) -> str:
    return tree[path].decode()


def test_an_edit_is_planted_and_nothing_else_changes() -> None:
    planted = plant(REFERENCE, [LOUD], ruff_config=CONFIG)
    assert text(planted.tree) == SOURCE.replace('"""Run."""\n', '"""Run."""\n    print("!")\n')
    assert text(planted.tree, NOTES) == "one\n2\nthree\n"
    assert REFERENCE[APP] == SOURCE.encode()


def test_imports_are_added_sorted_and_left_out_where_unused() -> None:
    planted = text(plant(REFERENCE, [RANDOM], ruff_config=CONFIG).tree)
    assert planted.split("\n\n\n")[0] == '"""An app."""\n\nimport os\nimport random\nimport time'


def test_places_are_counted_after_all_planting() -> None:
    places = plant(REFERENCE, [LOUD, LONGER, RANDOM], ruff_config=CONFIG).places
    assert places["random"] == (Place(path=APP, lines=Lines(first=13, last=13), scope="Shop.open"),)
    assert places["longer"] == (
        Place(path=APP, lines=Lines(first=18, last=20), scope="Shop.close"),
        Place(path=APP, lines=Lines(first=11, last=11), scope="Shop.open"),
    )
    assert places["loud"] == (
        Place(path=APP, lines=Lines(first=24, last=25), scope="main"),
        Place(path=NOTES, lines=Lines(first=2, last=2)),
    )


def test_the_order_of_defects_makes_no_difference() -> None:
    trees = [
        plant(REFERENCE, order, ruff_config=CONFIG)
        for order in permutations((LOUD, LONGER, RANDOM))
    ]
    assert all(each == trees[0] for each in trees)


@pytest.mark.parametrize("seed", range(1, 9))
def test_every_place_of_a_deal_holds_the_flawed_text(seed: int) -> None:
    defects = draw(PACK, seed).defects
    plantings = [each.planting for each in defects]
    config = loading.ruff_config(PACK)
    planted = plant(loading.reference_tree(PACK), plantings, ruff_config=config)
    for each in defects:
        for change, place in zip(each.changes, planted.places[each.slug], strict=False):
            assert not isinstance(change, RemoveFile)
            lines = text(planted.tree, place.path).splitlines()
            stands = "\n".join(lines[place.lines.first - 1 : place.lines.last])
            flawed = change.flawed if isinstance(change, Edit) else change.text
            assert flawed.strip() in stands
            assert len(place.lines) == len(flawed.strip().splitlines())


def test_a_file_that_is_added_is_its_own_place_and_a_removed_one_has_none() -> None:
    new = PurePosixPath("run.log")
    both = defect("files", AddFile(path=new, text="a\nb\n"), RemoveFile(path=NOTES))
    planted = plant(REFERENCE, [both], ruff_config=CONFIG)
    assert planted.tree == {APP: SOURCE.encode(), new: b"a\nb\n"}
    assert planted.places["files"] == (Place(path=new, lines=Lines(first=1, last=2)),)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ([edit("not there", "x")], "exactly once"),
        ([edit("return", "x")], "exactly once"),
        ([edit("x", "y", PurePosixPath("gone.py"))], r"no gone\.py to edit"),
        ([edit("one\ntwo", "x", NOTES), edit("two\nthree", "y", NOTES)], "two edits overlap"),
        ([edit("two", "x", NOTES), edit("one\ntwo", "y", NOTES)], "two edits overlap"),
        ([edit('"""Run."""', "return return")], r"src/app\.py does not parse"),
        ([AddFile(path=NOTES, text="x")], r"notes\.txt cannot be added"),
        ([RemoveFile(path=PurePosixPath("gone.py"))], r"no gone\.py to remove"),
    ],
)
def test_what_does_not_fit_is_refused(changes: list[Change], complaint: str) -> None:
    with pytest.raises(PlantingError, match=complaint):
        plant(
            REFERENCE, [defect(str(n), each) for n, each in enumerate(changes)], ruff_config=CONFIG
        )


def test_edits_that_touch_do_not_overlap() -> None:
    touching = [defect("a", edit("one\n", "1\n", NOTES)), defect("b", edit("two\n", "2\n", NOTES))]
    planted = plant(REFERENCE, touching, ruff_config=CONFIG)
    assert text(planted.tree, NOTES) == "1\n2\nthree\n"
    assert [planted.places[slug][0].lines.first for slug in "ab"] == [1, 2]


def test_a_site_must_stand_in_what_is_dealt() -> None:
    lost = defect("lost", edit("two", "2", NOTES), sites=(Site(path=NOTES, text="two"),))
    with pytest.raises(PlantingError, match="exactly once"):
        plant(REFERENCE, [lost], ruff_config=CONFIG)
    with pytest.raises(PlantingError, match="exactly once"):
        locate(REFERENCE, NOTES, "e")


def test_a_fix_replaces_creates_and_deletes() -> None:
    new = PurePosixPath("src/new.py")
    fix = Fix(
        name="all",
        imports=("import os",),
        replacements=(
            Replacement(path=APP, old="time.monotonic()", new="os.times()[4]"),
            Replacement(path=new, old="", new='"""New."""\n\nHERE = os.curdir\n'),
            Replacement(path=NOTES, old="one\ntwo\nthree\n", new=""),
        ),
    )
    repaired = repair(REFERENCE, fix, ruff_config=CONFIG)
    assert NOTES not in repaired
    assert NOTES in REFERENCE
    assert "import json\nimport os\n\n\nclass" in text(repaired)
    assert text(repaired, new) == '"""New."""\n\nimport os\n\nHERE = os.curdir\n'


def test_a_fix_that_fits_nothing_is_refused() -> None:
    fix = Fix(name="no", replacements=(Replacement(path=NOTES, old="four", new="4"),))
    with pytest.raises(PlantingError, match="exactly once"):
        repair(REFERENCE, fix, ruff_config=CONFIG)


def test_tidy_leaves_a_module_alone_that_needs_nothing() -> None:
    assert import_block.tidy(SOURCE, APP, add=(), config=CONFIG) == SOURCE


def test_first_party_stands_below_the_others() -> None:
    source = "import app.b\nimport zlib\n\nx = app.b, zlib, sys\n"
    tidy = import_block.tidy(source, APP, add=("import sys",), config=CONFIG)
    assert tidy == "import sys\nimport zlib\n\nimport app.b\n\nx = app.b, zlib, sys\n"


def test_every_fix_of_the_packs_applies_and_parses() -> None:
    config, reference = loading.ruff_config(PACK), loading.reference_tree(PACK)
    for each in PACK.key.defects:
        flawed = plant(reference, [each.planting], ruff_config=config).tree
        for fix in (*each.right_fixes, *each.wrong_fixes):
            assert repair(flawed, fix, ruff_config=config) != flawed, fix.name
