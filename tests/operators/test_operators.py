"""Operators: their cases, their words, and the lock files that they are admitted to."""

from __future__ import annotations

import ast
import re
from pathlib import Path, PurePosixPath

import pytest

from checker.errors import PackError
from checker.matching.evidence import weigh
from checker.matching.lexicon import lexicon
from checker.matching.wording import read as worded
from checker.model.key import Defect, Edit
from checker.operators import lock
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.operators.finding import OperatorSite, edits_between, formatted
from checker.operators.lock import Admitted, Lock
from checker.operators.operator import Case, Operator, ParsedModule, planted
from checker.operators.pool import defects
from checker.packs import loading
from checker.rules.catalogue import RULES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "checker" / "operators"
CONFIG = loading.load_pr("helpdesk").base / "pyproject.toml"
PATH = PurePosixPath("src/module.py")
NAME = re.compile(r"\{(\w+)\}")
EVERY = pytest.mark.parametrize("operator", OPERATORS, ids=lambda each: each.name)


def tidy(*sources: str) -> list[str]:
    return formatted([(PATH, text) for text in sources], CONFIG)


def first_site(operator: Operator) -> OperatorSite:
    """Return the site in an operator's first case, as if it stood in a pack."""
    before = operator.cases[0].before
    source = ParsedModule(before)
    mutation = next(operator.sites(source))
    edits, _ = edits_between(PATH, before, planted(source, mutation), "")
    return OperatorSite(
        slug=f"{operator.name}-in-module",
        operator=operator.name,
        scope="work",
        edits=edits,
        imports=mutation.imports,
        names={**mutation.names, "function": "work"},
        fresh=True,
    )


def all_defects() -> tuple[Defect, ...]:
    sites = [
        Admitted(site=first_site(each), kills=("test_x.py::y",), clashes=()) for each in OPERATORS
    ]
    return tuple(defect for defect, _ in defects(Lock(admitted=tuple(sites), hand_made={})))


DEFECTS = {defect.slug: defect for defect in all_defects()}
KNOWN = lexicon(DEFECTS.values(), [(each, ()) for each in DEFECTS.values()], {})


def test_one_operator_one_file_and_all_are_listed() -> None:
    files = {f"{f.parent.name}/{f.stem}" for f in FOLDER.glob("*/*.py") if f.stem != "__init__"}
    assert len(files) == len(OPERATORS) == len(BY_NAME)
    named = {each.name.replace("-", "_") for each in OPERATORS}
    assert named == {each.partition("/")[2] for each in files}


def made_of(case: Case, operator: Operator) -> list[str]:
    source = ParsedModule(case.before)
    return [planted(source, mutation) for mutation in operator.sites(source)]


def test_operators_plant_what_their_cases_say() -> None:
    cases = [(each, case) for each in OPERATORS for case in each.cases]
    planting = [(each, case, made_of(case, each)) for each, case in cases]
    assert [each.name for each, case, made in planting if bool(made) is not bool(case.after)] == []
    biting = [(each, case.after, made[0]) for each, case, made in planting if case.after]
    wanted, got = tidy(*(after for _, after, _ in biting)), tidy(*(made for _, _, made in biting))
    for (operator, _, _), first, second in zip(biting, wanted, got, strict=True):
        assert first == second, operator.name


@EVERY
def test_an_operator_bites_in_one_case_and_must_not_in_another(operator: Operator) -> None:
    assert {bool(case.after) for case in operator.cases} == {True, False}
    for case in operator.cases:
        ast.parse(case.before)
        ast.parse(case.after)


@EVERY
def test_its_words_name_nothing_that_a_site_does_not_give(operator: Operator) -> None:
    given = {"function"}.union(
        *(m.names for case in operator.cases for m in operator.sites(ParsedModule(case.before)))
    )
    rubric = operator.rubric
    texts = (*rubric.what, *rubric.why, *rubric.fix, *rubric.paraphrases, operator.explanation)
    assert {name for text in texts for name in NAME.findall(text)} <= given
    assert len(rubric.paraphrases) >= 6
    assert len(set(rubric.paraphrases)) == len(rubric.paraphrases)
    assert operator.rule in RULES


@EVERY
def test_known_wordings_find_their_own_defect(operator: Operator) -> None:
    slug = f"{operator.name}-in-module"
    defect = DEFECTS[slug]
    by_concepts = 0
    for text in (defect.explanation, *defect.rubric.paraphrases):
        evidence = weigh(worded(text), KNOWN)[[*DEFECTS].index(slug)]
        assert not evidence.forbidden, text
        assert evidence.nearest == text
        by_concepts += bool(evidence.what and (evidence.why or evidence.fix))
    assert by_concepts >= 5, "most wordings must be found by what they say, not by being known"


def test_the_same_lines_as_edits_are_unique_and_leave_something_to_see() -> None:
    clean = "a = 1\nb = 2\na = 1\nc = 3\n"
    edits, fresh = edits_between(PATH, clean, "a = 1\nb = 2\nc = 3\n", "")
    assert fresh
    assert edits == (Edit(path=PATH, clean="a = 1\nc = 3\n", flawed="c = 3\n"),)
    _, fresh = edits_between(PATH, clean, "a = 1\nb = 5\na = 1\nc = 3\n", "b = 2\n")
    assert not fresh


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    sites = tuple(
        Admitted(site=first_site(each), kills=("test_a.py::b",), clashes=("some-defect",))
        for each in OPERATORS
    )
    made = Lock(admitted=sites, hand_made={"some-defect": ("test_a.py::b",)})
    assert lock.read(tmp_path) == Lock(admitted=(), hand_made={})
    (tmp_path / lock.NAME).write_text(lock.dump(made), "utf-8")
    assert lock.read(tmp_path) == made
    (tmp_path / lock.NAME).write_text("{}", "utf-8")
    with pytest.raises(PackError, match=r"rebuild it with messypr admit PACK"):
        lock.read(tmp_path)
