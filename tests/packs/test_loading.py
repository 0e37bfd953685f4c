"""A mistake in a pack is named with its file, and takes no other pack down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.errors import PackError, UnknownPackError
from checker.packs import loading
from cli import app
from tests.authored import NAME, OTHER, Authored, authored

LIMIT = "defects/limit_zero.py"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Authored]:
    with authored(tmp_path) as lent:
        yield lent


def problem() -> str:
    with pytest.raises(PackError) as raised:
        loading.load(NAME)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_copy_of_a_pack_is_a_pack(mine: Authored) -> None:
    assert loading.slugs() == (NAME, OTHER)
    pack = loading.load(NAME)
    assert pack.key.feature.parent == mine.key
    assert len(pack.key.defects) == len(set(pack.key.defects)) > 30


@pytest.mark.parametrize(
    ("file", "counts"),
    [("questions/choices.toml", False), ("repairs/limit-zero.toml", False), ("decoys.py", True)],
)
def test_only_what_decides_a_deal_or_a_grade_is_in_the_digest(
    mine: Authored, file: str, *, counts: bool
) -> None:
    before = loading.load(NAME).digest
    changed = mine.key / file
    changed.write_text(f"{changed.read_text('utf-8')}\n# one line more\n", "utf-8")
    loading.load.cache_clear()
    assert (loading.load(NAME).digest != before) == counts


def test_an_unknown_pack_names_the_nearest(mine: Authored) -> None:
    del mine
    with pytest.raises(UnknownPackError, match=r"no pack 'mines'; there are: mine, other; did you"):
        loading.load_pr("mines")


@pytest.mark.parametrize("part", ["pr.toml", "description.md", "base"])
def test_a_part_that_is_missing_is_named(mine: Authored, part: str) -> None:
    path = mine.public / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert problem().startswith(f"prs/{NAME}/{part} is missing: ")
    assert loading.load_pr(OTHER).slug == OTHER


def test_a_description_in_another_encoding_is_named(mine: Authored) -> None:
    (mine.public / "description.md").write_bytes("Entwürfe".encode("latin-1"))
    assert problem().startswith(f"prs/{NAME}/description.md is not UTF-8")


def test_a_key_that_is_not_there_is_not_installed(mine: Authored) -> None:
    shutil.rmtree(mine.key)
    assert problem() == f"the answer key of {NAME} is not installed here"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            LIMIT,
            "checker.rules.validation",
            "checker.rules.validatoin",
            (
                "limit_zero.py:7: ModuleNotFoundError: No module named 'checker.rules.validatoin'; "
                "did you mean validation?"
            ),
        ),
        (
            LIMIT,
            "import ZERO_TREATED_AS_MISSING",
            "import ZERO_TREATED_AS_MISING",
            (
                "limit_zero.py:7: ImportError: cannot import name 'ZERO_TREATED_AS_MISING' from "
                "'checker.rules.validation'; did you mean ZERO_TREATED_AS_MISSING?"
            ),
        ),
        (
            LIMIT,
            "severity=",
            "severty=",
            "unexpected keyword argument 'severty'; did you mean severity?",
        ),
        (LIMIT, "DEFECT = Defect(", "DEFECT = Defect((", "SyntaxError: '(' was never closed"),
        (LIMIT, "Severity.MINOR", "Severity.MINER", "limit_zero.py:15: AttributeError: MINER"),
        (LIMIT, "FLAWED = ", "FLAWED = 1 / 0 or ", "limit_zero.py:10: ZeroDivisionError: "),
        (
            "mess.py",
            "untrue_when=",
            "untrue_if=",
            "TypeError: FalseClaim.__init__() got an un",
        ),
        ("__init__.py", "    limit_zero,\n", "    limit_null,\n", "__init__.py:10: ImportError: "),
        ("__init__.py", "KEY = ", "KEYS = ", "__init__.py has no KEY: write KEY = AnswerKey(...)"),
        ("__init__.py", "KEY = AnswerKey(", "KEY = dict(", "a KEY that is dict: write KEY = "),
        ("__init__.py", "slug=HERE.name", 'slug="m"', f"KEY says slug='m': write {NAME!r}"),
        ("__init__.py", '"feature"', '"featur"', "feature must be a folder, and there is no"),
        (
            LIMIT,
            'slug="limit-zero"',
            'slug="id-shadowed"',
            (
                "two defects are called 'id-shadowed' (defects/limit_zero.py and "
                "defects/id_shadowed.py): rename one"
            ),
        ),
        (
            "__init__.py",
            "    limit_zero.DEFECT,\n",
            "    limit_zero.DEFECT,\n    limit_zero.DEFECT,\n",
            "two defects are called 'limit-zero' (defects/limit_zero.py): rename one",
        ),
    ],
)
def test_a_slip_in_a_key_is_named_with_its_file(
    mine: Authored, file: str, old: str, new: str, said: str
) -> None:
    mine.edit(file, old, new)
    message = problem()
    assert message.startswith(f"solutions/{NAME}/")
    assert said in message


def test_list_names_a_broken_pack_and_lists_the_others(
    mine: Authored, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.edit("pr.toml", "minutes =", "minuts =")
    assert app.run(["list"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("other ")
    assert "mine" not in said.out
    [line] = said.err.splitlines()
    assert line.startswith("messypr: the pack mine is broken: prs/mine/pr.toml: unknown key")
    assert app.run(["list", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in document["packs"]] == ["other"]
    assert list(document["broken"]) == ["mine"]
    shutil.rmtree(mine.public.parent / OTHER)
    assert app.run(["list"]) == 3
    assert "no pack is whole" in capsys.readouterr().err


def test_the_command_ends_in_one_line_and_is_no_bug(
    mine: Authored, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.edit(LIMIT, "checker.rules.validation", "checker.rules.validatoin")
    assert app.run(["prove", NAME, "--only", "limit-zero"]) == 3
    said = capsys.readouterr().err
    assert said.startswith(f"messypr: solutions/{NAME}/{LIMIT}:7: ModuleNotFoundError")
    assert "bug" not in said
