"""Operators: their cases, their words, and the lock files that they are admitted to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from checker.errors import PackError
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
MIN_PARAPHRASES = 6
NAME = re.compile(r"\{(\w+)\}")
EVERY = pytest.mark.parametrize("operator", OPERATORS, ids=lambda each: each.name)
EVERY_CASE = pytest.mark.parametrize(
    ("operator", "case"),
    [
        pytest.param(operator, case, id=f"{operator.name}-{number}")
        for operator in OPERATORS
        for number, case in enumerate(operator.cases, 1)
    ],
)


def tidy(sources: Iterable[str]) -> list[str]:
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


@cache
def all_defects() -> Mapping[str, Defect]:
    sites = [
        Admitted(site=first_site(each), kills=("test_x.py::y",), clashes=()) for each in OPERATORS
    ]
    made = defects(Lock(admitted=tuple(sites), hand_made={}))
    return {defect.slug: defect for defect, _ in made}


def test_one_operator_one_file_and_all_are_listed() -> None:
    files = {f"{f.parent.name}/{f.stem}" for f in FOLDER.glob("*/*.py") if f.stem != "__init__"}
    assert len(files) == len(OPERATORS) == len(BY_NAME)
    named = {each.name.replace("-", "_") for each in OPERATORS}
    assert named == {each.partition("/")[2] for each in files}


@EVERY_CASE
def test_an_operator_plants_what_its_case_says_at_every_site(
    operator: Operator, case: Case
) -> None:
    source = ParsedModule(case.before)
    made = [planted(source, mutation) for mutation in operator.sites(source)]
    wanted = [case.after, *case.others] if case.after else []
    assert made == wanted or tidy(made) == tidy(wanted)


@EVERY
def test_an_operator_bites_in_one_case_and_must_not_in_another(operator: Operator) -> None:
    assert {bool(case.after) for case in operator.cases} == {True, False}
    for case in operator.cases:
        for text in (case.before, case.after, *case.others):
            ast.parse(text)


@EVERY
def test_its_words_name_nothing_that_a_site_does_not_give(operator: Operator) -> None:
    given = {"function"}.union(
        *(m.names for case in operator.cases for m in operator.sites(ParsedModule(case.before)))
    )
    texts = (*operator.paraphrases, *operator.near_misses, operator.explanation)
    unknown = {name for text in texts for name in NAME.findall(text)} - given
    assert not unknown, "explanation, paraphrases and near misses may name what a mutation names"
    assert operator.rule in RULES


@EVERY
def test_it_has_six_paraphrases_and_no_two_alike(operator: Operator) -> None:
    file = f"{operator.sites.__module__.replace('.', '/')}.py"
    count = len(set(operator.paraphrases))
    assert count == len(operator.paraphrases), f"{file}: two paraphrases are alike"
    assert count >= MIN_PARAPHRASES, (
        f"{file}: {count} paraphrases, and an operator needs at least {MIN_PARAPHRASES}: comments "
        "that find what it plants, as templates with the names of the mutation"
    )


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
