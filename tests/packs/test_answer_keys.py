"""Answer keys: each defect has its file, and all that a grader needs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import solutions
from checker.model.key import Defect
from checker.packs import loading, wordings

SOLUTIONS = Path(solutions.__file__).parent
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
DEFECTS = [(pack, defect) for pack in loading.slugs() for defect in loading.load(pack).key.defects]
EVERY_DEFECT = pytest.mark.parametrize(
    ("pack", "defect"),
    [pytest.param(pack, defect, id=f"{pack}-{defect.slug}") for pack, defect in DEFECTS],
)


@pytest.mark.parametrize("pack", loading.slugs())
def test_every_defect_file_is_in_the_key_and_the_other_way_round(pack: str) -> None:
    files = {file.stem for file in (SOLUTIONS / pack / "defects").glob("*.py")} - {"__init__"}
    listed = [defect.slug for owner, defect in DEFECTS if owner == pack]
    assert len(listed) == len(set(listed))
    assert {slug.replace("-", "_") for slug in listed} == files


@EVERY_DEFECT
def test_a_defect_is_written_as_a_literal_in_the_file_of_its_name(
    pack: str, defect: Defect
) -> None:
    file = SOLUTIONS / pack / "defects" / f"{defect.slug.replace('-', '_')}.py"
    source = file.read_text("utf-8")
    assert f'slug="{defect.slug}"' in source
    assert ast.get_docstring(ast.parse(source))
    assert KEBAB.fullmatch(defect.slug)


@EVERY_DEFECT
def test_a_defect_has_all_that_a_grader_needs(pack: str, defect: Defect) -> None:
    assert defect.checks, pack
    assert defect.changes
    assert len(defect.explanation.split()) >= 8
    known = wordings.read(SOLUTIONS / pack, defect.slug)
    assert known is not None
    assert len(known.found) >= 10
    assert len(known.opposite) >= 6
    assert len(defect.right_fixes) >= 2
    assert defect.wrong_fixes
    names = [fix.name for fix in (*defect.right_fixes, *defect.wrong_fixes)]
    assert len(names) == len(set(names))
