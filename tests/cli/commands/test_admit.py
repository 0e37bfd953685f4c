"""``messypr admit`` says what it cannot do before it tries anything, and lists the operators."""

from __future__ import annotations

import json

import pytest

from checker.operators.catalogue import OPERATORS
from checker.operators.lock import NAME
from checker.packs import loading
from cli import app


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a PACK, or --list for the operators"),
        (["helpdesk", "--operator", "cap-droped"], "no operator 'cap-droped'; did you mean cap-d"),
        (["helpdesk", "--operator", "zzz"], "no operator 'zzz'; messypr admit --list names all"),
        (
            ["helpdesk", "--defect", "limit-zer"],
            "has no defect 'limit-zer'; did you mean limit",
        ),
        (["helpdesk", "--defect", "limit-zero", "--again"], "--defect goes with one PACK and with"),
        (["helpdesk", "rag-index", "--defect", "limit-zero"], "--defect goes with one PACK and"),
        (["helpdes"], "no pack 'helpdes'"),
    ],
)
def test_what_cannot_be_tried_is_said_at_once(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["admit", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_operators_are_listed_by_what_they_look_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["admit", "--list"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {each.name} ({each.rule.name})\n" in said for each in OPERATORS)
    assert "      Find ``[:n]`` with a name.\n      -> A slice is one too long.\n" in said
    assert app.run(["admit", "--list", "--operator", "slice-shifted"]) == 0
    assert "\nbefore:\n    " in capsys.readouterr().out


def test_operators_are_listed_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["admit", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["operators"]
    assert [each["name"] for each in listed] == [each.name for each in OPERATORS]
    assert all(each["looks_for"] and each["plants"] and each["cases"] for each in listed)


@pytest.mark.slow
def test_a_pattern_that_no_site_fits_leaves_the_lock(capsys: pytest.CaptureFixture[str]) -> None:
    lock = loading.load("helpdesk").key.feature.parent / NAME
    before = lock.stat()
    assert app.run(["admit", "helpdesk", "--site", "nothing-*"]) == 2
    assert "no site in helpdesk fits nothing-*; the lock is as it was" in capsys.readouterr().err
    assert lock.stat() == before
