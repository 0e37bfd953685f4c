"""That the types of a tree are the same to a warm server and to mypy run anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from checker.checks import structure, typecheck
from checker.checks.lint import LintFinding
from checker.checks.suppressions import blanked
from checker.dealing.draw import draw
from checker.dealing.planting import plant
from checker.model.key import Pack
from checker.model.pack import Tree
from checker.packs import loading
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.client import NoAnswerError
from checker.sandbox.warm.tools import Tools
from tests.sandbox.conftest import levels

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there alone are warm servers")

PACK = loading.load("helpdesk")
REFERENCE = loading.reference_tree(PACK)
SRC = PurePosixPath("src/helpdesk")
SETTINGS, STORE, ERRORS = SRC / "settings.py", SRC / "store.py", SRC / "errors.py"
NEW, TESTS = SRC / "new.py", PurePosixPath("tests")


def changed(*changes: tuple[PurePosixPath | str, bytes | None]) -> Tree:
    """Return the reference with files changed; None takes one away."""
    tree = {**REFERENCE, **{PurePosixPath(path): text for path, text in changes}}
    return {path: text for path, text in tree.items() if text is not None}


def and_(path: PurePosixPath, text: str) -> tuple[PurePosixPath, bytes]:
    return path, REFERENCE[path] + text.encode()


def replaced(path: PurePosixPath, old: str, new: str) -> tuple[PurePosixPath, bytes]:
    assert old.encode() in REFERENCE[path]
    return path, REFERENCE[path].replace(old.encode(), new.encode())


IMPORTS = "\nfrom helpdesk import settings\nfrom helpdesk.store import *\n"
SURE: Mapping[str, Tree] = {
    "the reference": REFERENCE,
    "the base": loading.base_tree(PACK),
    "a comment": changed(and_(SETTINGS, "\n# a comment\n")),
    "an error": changed(and_(SETTINGS, "\nx: int = 'a'\n")),
    "errors in several files": changed(
        and_(SETTINGS, "\nx: int = 'a'\n"), and_(STORE, "\ny: str = 1\nz = y.nothing\n")
    ),
    "a suppression": blanked(changed(and_(SETTINGS, "\nx: int = 'a'  # type: ignore\n"))),
    "a suppression of everything": blanked(
        changed((SETTINGS, b"# mypy: ignore-errors\n" + REFERENCE[SETTINGS] + b"\nx: int = 'a'\n"))
    ),
    "a class renamed": changed(replaced(ERRORS, "class HelpdeskError", "class DeskError")),
    "a signature that others use": changed(
        (
            ERRORS,
            REFERENCE[ERRORS]
            + b"\n\nclass Odd(Exception):\n    def __init__(self, a: int) -> None: ...\n",
        ),
        and_(
            STORE,
            "\n\ndef odd() -> None:\n    from helpdesk.errors import Odd\n    raise Odd('a')\n",
        ),
    ),
    "a module less": changed((ERRORS, None)),
    "a module more": changed((NEW, b"def f(a):\n    return a\n"), and_(STORE, IMPORTS)),
    "a module that is not there": changed(and_(STORE, "\nimport helpdesk.nothing\n")),
    "a package that is not there": changed(and_(STORE, "\nimport nothing_of_the_kind\n")),
    "a library that libraries miss": changed(and_(STORE, "\nimport trio\nimport numpy as np\n")),
    "a cycle": changed(and_(SETTINGS, IMPORTS), and_(STORE, IMPORTS), (NEW, IMPORTS.encode())),
    "a module beside the package": changed(
        ("beside.py", b"x: int = 'a'\n"), and_(STORE, "\nimport beside\n")
    ),
    "a stub beside a module": changed((STORE.with_suffix(".pyi"), b"def f() -> int: ...\n")),
    "no tests": {p: text for p, text in REFERENCE.items() if not p.is_relative_to(TESTS)},
    "an import of what is loaded": changed(and_(STORE, "\nimport ssl, email.message, decimal\n")),
    "types of a library": changed(
        and_(STORE, "\nfrom mistralai.client import Mistral\nMistral(api_key=7).chat.nope()\n")
    ),
    "a deep expression": changed((NEW, b"x = " + b"[" * 50 + b"]" * 50 + b"\n")),
    "unreachable code and a redefinition": changed(
        and_(STORE, "\nif False:\n    def f() -> int: ...\nelse:\n    def f() -> str: ...\n")
    ),
    "hardly any imports": {
        SRC / "__init__.py": b"",
        NEW: b"import concurrent, email, importlib, os, asyncio\n"
        b"a = concurrent.futures.Future\nb = email.message.Message\n"
        b"d = importlib.machinery.ModuleSpec\ne = os.path.join(1)\nf = asyncio.tasks.nope\n"
        b"g = __spec__\ndef h(): yield\nasync def i(): ...\nj = {1: 2} | {'a': 'b'}\n",
    },
    "a sub-module that others import": changed(
        (NEW, b"import concurrent, email\na = concurrent.futures.x\nb = email.policy.x\n")
    ),
    "files that are none of Python's": changed(("notes.bin", b"\xff\x00"), ("a/b.txt", b"")),
}
QUICK = {"the reference", "errors in several files", "a module less", "types of a library"}
UNSURE: Mapping[str, Tree] = {
    "a syntax error": changed((SETTINGS, b"def (\n")),
    "a null byte": changed((SETTINGS, b"\x00")),
    "no UTF-8": changed((SETTINGS, b"# \xff\xfe\n")),
    "many parentheses": changed((SETTINGS, b"x = " + b"(" * 2_000 + b"1" + b")" * 2_000 + b"\n")),
    "a module of a library's name": changed(("src/pydantic.py", b"x: int = 'a'\n")),
    "a module that libraries miss": changed(("src/trio.py", b"x: int = 'a'\n")),
    "no __init__": changed((SRC / "__init__.py", None)),
    "stubs of a library": changed(("src/pydantic-stubs/__init__.pyi", b"")),
    "a folder of a library's name": changed(("pydantic/notes.txt", b"")),
    "a module of the standard library's name": changed(("src/json.py", b"x: int = 'a'\n")),
    "a module of typing's name": changed(("src/typing.py", b"x: int = 'a'\n")),
    "a library that is not loaded": changed(and_(STORE, "\nimport turtle\nturtle.nope()\n")),
    "two modules of a name": changed((TESTS / "helpdesk.py", b"x: int = 'a'\n")),
    "a bad relative import": changed(and_(STORE, "\nfrom ..... import x\n")),
    "a folder that is no module's name": changed(("src/help-desk/__init__.py", b"")),
    "nothing to check": {PurePosixPath("README.md"): b""},
}


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    with Tools() as tools:
        yield tools


def warm(tree: Tree, pack: Pack, tools: Tools) -> list[LintFinding]:
    """Return the findings of a warm server; raise NoAnswerError where it is not sure."""
    work = replace(typecheck._work(pack, typecheck.primed(pack)), pays_from=1)
    return typecheck._read(tools.ask(work, typecheck._packed(tree), seconds=60))


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(tree, id=name, marks=() if name in QUICK else pytest.mark.slow)
        for name, tree in SURE.items()
    ],
)
def test_a_warm_server_finds_what_mypy_run_anew_finds(tree: Tree, tools: Tools) -> None:
    assert warm(tree, PACK, tools) == typecheck.findings(tree, PACK)


@pytest.mark.parametrize("tree", UNSURE.values(), ids=UNSURE)
def test_where_it_is_not_sure_mypy_is_run_anew(tree: Tree, tools: Tools) -> None:
    with pytest.raises(NoAnswerError):
        warm(tree, PACK, tools)


@pytest.mark.slow
@pytest.mark.parametrize("name", loading.slugs())
def test_it_finds_the_same_in_each_pack_as_dealt_and_as_it_should_be(name: str) -> None:
    pack = loading.load(name)
    reference, config = loading.reference_tree(pack), loading.ruff_config(pack)
    plantings = [each.planting for each in draw(pack, 42).defects]
    dealt = plant(reference, plantings, ruff_config=config).tree
    with Tools() as tools:
        for tree in (reference, dealt, loading.base_tree(pack)):
            assert warm(tree, pack, tools) == typecheck.findings(tree, pack)


@pytest.mark.slow
@pytest.mark.parametrize("name", loading.slugs())
def test_it_finds_the_same_with_every_fourth_defect_alone(name: str) -> None:
    pack = loading.load(name)
    reference, config = loading.reference_tree(pack), loading.ruff_config(pack)
    with Tools() as tools:
        for defect in pack.key.defects[::4]:
            tree = plant(reference, [defect.planting], ruff_config=config).tree
            assert warm(tree, pack, tools) == typecheck.findings(tree, pack), defect.slug


@pytest.mark.parametrize("level", levels())
def test_both_tools_answer_at_every_level(level: Isolation) -> None:
    found = [LintFinding(path=str(SETTINGS), code="assignment", line=62, message="")]
    with Tools(level) as tools:
        for tree, expected in ((REFERENCE, []), (SURE["an error"], found)):
            given = warm(tree, PACK, tools)
            assert [replace(each, message="", line=62) for each in given] == expected
        for request, answers in ((REFERENCE, [True, False]), ({}, [False, True])):
            asked = {
                "questions": ["builtins:bool", "operator:not_"],
                "sources": {str(p): t.decode() for p, t in request.items() if p.suffix == ".py"},
            }
            assert tools.ask(structure.warm_work(PACK), asked, seconds=60) == answers
