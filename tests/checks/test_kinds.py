"""What each kind of check asks, and that nothing of the candidate's has a say in the answer."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from checker.checks import files, lint, structure
from checker.checks.evidence import MAX_SOURCE_BYTES, CheckEvidence
from checker.checks.suppressions import blanked
from checker.model.key import Anchor, FileCheck, LintCheck, StructureCheck
from checker.model.pack import Tree
from checker.packs import loading
from checker.system import trees

APP, OTHER = PurePosixPath("src/app/main.py"), PurePosixPath("src/app/other.py")
TOML, ENV = PurePosixPath("pyproject.toml"), PurePosixPath(".env")
PACKAGE = PurePosixPath("src")
PACK = loading.load("helpdesk")
RUN = Anchor(path=APP, name="Desk.run")
CLEAN = b"class Desk:\n    def run(self):\n        return 1\n"
SHADOWING = b"class Desk:\n    def run(self, id):\n        return id\n"
PARENTHESES = b"x = " + b"(" * 2_000 + b"1" + b")" * 2_000 + b"\n"
STRINGS = b"x = " + b'"a"' * 10_000 + b"\n"  # Python reads it, libcst does not
LARGE = CLEAN + b"#" * (100 << 10)
GONE = {
    "the file": {OTHER: CLEAN},
    "the method": {APP: b"class Desk:\n    def walk(self):\n        return 1\n"},
    "the class around it": {APP: b"def run(self):\n    return 1\n"},
    "all that parses": {APP: b"class Desk:\n    def run(self:\n"},
    "its size": {APP: LARGE},
}
EVERY_WAY_TO_BE_GONE = pytest.mark.parametrize("tree", GONE.values(), ids=GONE)


def linted(tree: Tree, folder: Path, code: str = "A002") -> CheckEvidence:
    check = LintCheck(code=code, anchor=RUN)
    return lint.run([check], tree, trees.write(tree, folder), PACKAGE)[check]


def asked(tree: Tree, holds: Callable[[Any], bool] = bool) -> CheckEvidence:
    check = StructureCheck(anchor=RUN, holds=holds, asks="it is so")
    return structure.run([check], tree, PACK)[check]


def test_a_lint_check_holds_where_its_code_is_silent(tmp_path: Path) -> None:
    assert linted({APP: CLEAN, OTHER: b"x = 1\n"}, tmp_path) == CheckEvidence(
        holds=True, words="ruff A002 is silent"
    )


def test_a_lint_check_looks_at_every_file_of_the_package_and_at_no_other(tmp_path: Path) -> None:
    found = linted({APP: CLEAN, OTHER: SHADOWING}, tmp_path)
    assert not found.holds
    assert not found.inconclusive
    assert found.words == "ruff A002 at src/app/other.py:2"
    assert found.said
    beside = {APP: CLEAN, PurePosixPath("tests/t.py"): SHADOWING, PurePosixPath("x.py"): SHADOWING}
    assert linted(beside, tmp_path / "beside").holds


@pytest.mark.parametrize(
    "extra",
    [
        {APP: b"# ruff: noqa\n# flake8: noqa\n" + SHADOWING},
        {APP: SHADOWING.replace(b"id):", b"id):  # noqa: A002")},
        {APP: SHADOWING.replace(b"id):", b"id):  # noqa")},
        {PurePosixPath("ruff.toml"): b'exclude = ["*"]\n'},
        {PurePosixPath("src/app/.ruff.toml"): b'lint.ignore = ["A"]\n'},
        {TOML: b'[tool.ruff]\nexclude = ["src"]\n[tool.ruff.lint.per-file-ignores]\n"*" = ["A"]\n'},
        {TOML: b"[tool.ruff.lint.flake8-builtins]\nignorelist = ['id']\n"},
        {PurePosixPath(".gitignore"): b"*.py\n"},
        {PurePosixPath("src/app/.gitignore"): b"*\n", PurePosixPath(".git/HEAD"): b"ref: x\n"},
    ],
    ids=str,
)
def test_nothing_silences_ruff(tmp_path: Path, extra: Mapping[PurePosixPath, bytes]) -> None:
    assert not linted({APP: SHADOWING, **extra}, tmp_path).holds


@EVERY_WAY_TO_BE_GONE
def test_a_lint_check_fails_without_its_anchor(tree: Tree, tmp_path: Path) -> None:
    found = linted(tree, tmp_path)
    assert not found.holds
    assert not found.inconclusive


@pytest.mark.parametrize("source", [b"def (\n", b"\x00\n", b"\xff\n"], ids=repr)
def test_a_file_that_does_not_parse_fails_every_lint_check(tmp_path: Path, source: bytes) -> None:
    found = linted({APP: CLEAN, OTHER: source}, tmp_path)
    assert not found.holds
    assert not found.inconclusive


def test_a_structure_check_asks_its_question_of_all_modules() -> None:
    tree = {APP: CLEAN, TOML: b"no python"}
    assert asked(tree) == CheckEvidence(holds=True, words="it is so")
    assert asked(tree, operator.not_) == CheckEvidence(holds=False, words="not so: it is so")


@EVERY_WAY_TO_BE_GONE
def test_a_structure_check_fails_without_its_anchor(tree: Tree) -> None:
    found = asked(tree)
    assert not found.holds
    assert not found.inconclusive


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"def (\n", "does not parse"),
        (PARENTHESES, "does not parse"),
        (b"x = " + b"-" * 20_000 + b"1\n", "does not parse"),
        (b"\x00\n", "does not parse"),
        (LARGE, "is larger than"),
    ],
    ids=["a syntax error", "parentheses", "signs", "a null byte", "size"],
)
def test_a_source_that_is_not_worth_reading_fails_and_is_nobody_elses_fault(
    source: bytes, words: str
) -> None:
    found = asked({APP: CLEAN, OTHER: source})
    assert not found.holds
    assert not found.inconclusive
    assert words in found.words


def test_a_source_that_ends_the_child_leaves_no_answer() -> None:
    found = asked({APP: CLEAN, OTHER: STRINGS})
    assert not found.holds
    assert found.inconclusive


def test_a_question_that_cannot_be_asked_of_the_tree_does_not_hold() -> None:
    assert not asked({APP: CLEAN}, operator.neg).holds
    assert not asked({APP: CLEAN}, operator.neg).inconclusive
    assert asked({APP: CLEAN}, bool).holds


def test_several_questions_are_answered_each_by_itself() -> None:
    yes = StructureCheck(anchor=RUN, holds=bool, asks="yes")
    no = StructureCheck(anchor=RUN, holds=operator.not_, asks="no")
    odd = StructureCheck(anchor=RUN, holds=len, asks="odd")  # type: ignore[arg-type]
    found = structure.run([yes, no, odd], {APP: CLEAN}, PACK)
    assert [found[each].holds for each in (yes, no)] == [True, False]


def filed(tree: Tree, **wanted: Any) -> CheckEvidence:
    return files.run(FileCheck(anchor=RUN, asks="it is so", **wanted), tree)


def test_a_file_check_asks_for_absence_of_paths_and_of_content() -> None:
    tree = {APP: CLEAN, ENV: b"KEY=abc\n"}
    assert filed({APP: CLEAN}, absent=(ENV,), lacks=(b"abc",)).holds
    assert filed(tree, absent=(ENV,)).words == ".env is still there"
    assert filed(tree, lacks=(b"abc",)).words == "its content is in .env"
    moved = {APP: CLEAN, PurePosixPath("docs/x.bin"): b"\xff\x00abc"}
    assert not filed(moved, absent=(ENV,), lacks=(b"abc",)).holds


@EVERY_WAY_TO_BE_GONE
def test_a_file_check_fails_without_its_anchor(tree: Tree) -> None:
    assert not filed(tree, absent=(ENV,)).holds


def test_a_document_is_asked_as_data() -> None:
    def pinned(document: Mapping[str, Any]) -> bool:
        return bool(document["project"]["dependencies"][0].endswith("==1.0"))

    tree = {APP: CLEAN, TOML: b'[project]\ndependencies = ["x==1.0"] # x>=2\n'}
    assert filed(tree, path=TOML, toml=pinned).holds
    for content in (
        b'[project]\ndependencies = ["x>=1.0"]\n',
        b"[project]\ndependencies = []\n",
        b"[project]\ndependencies = 7\n",
        b"[project]\ndependencies = [7]\n",
        b"project = 'none'\n",
        b"",
        b"[project\n",
        b"\xff\xfe",
        b"a = " + b"[" * 5_000,
        b"#" * (100 << 10),
    ):
        found = filed({**tree, TOML: content}, path=TOML, toml=pinned)
        assert not found.holds, content[:40]
        assert found.words
    assert (
        filed({APP: CLEAN}, path=TOML, toml=pinned).words == "pyproject.toml is gone or too large"
    )


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("x = 1  # type: ignore\n", "x = 1\n"),
        ("x = 1  #type:ignore[assignment]  # why", "x = 1"),
        ("# mypy: ignore-errors\r\nx = 1\r\n", "\r\nx = 1\r\n"),
        ("x = 1  # fine # noqa: A001\n", "x = 1\n"),
        ("x = '# type: ignore'  # noqa\n", "x = '# type: ignore'\n"),
        ("x = 1  # a type: ignored\n", "x = 1  # a type: ignored\n"),
        ("x = '\x0c'\ny = 1  # type: ignore\n", "x = '\x0c'\ny = 1\n"),
        ('"""\u2028"""\ny = 1  # type: ignore\n', '"""\u2028"""\ny = 1\n'),
        ("x = 1  # noqa\ry = 2  # noqa\rz = 3\n", "x = 1\ry = 2\rz = 3\n"),
        ("\ufeffx = 1  # pyright: ignore\n", "\ufeffx = 1\n"),
        ("def (  # noqa\n", "def (  # noqa\n"),
    ],
)
def test_only_silencing_comments_are_blanked(source: str, left: str) -> None:
    tree = {APP: source.encode(), TOML: b"# noqa\n"}
    assert blanked(tree) == {APP: left.encode(), TOML: b"# noqa\n"}
    assert len(CLEAN) < MAX_SOURCE_BYTES
