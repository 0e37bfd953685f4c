"""What keeps a defect from being planted is one failed proof, and ends nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.operators.catalogue import OPERATORS
from checker.packs import loading
from checker.prove import prove_defect
from checker.prove.unfinished import unfinished_defect, unfinished_operator
from cli import app
from tests.authored import NAME, OTHER, Authored, authored

FILE = "defects/limit_zero.py"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Authored]:
    with authored(tmp_path) as lent:
        yield lent


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "        if limit is not None:\\n",
            "        if limit is not Non:\\n",
            (
                "src/helpdesk/drafting.py must hold a text exactly once: "
                "'        if limit is not Non:' is not there; nearest is line 71: "
                "'        if limit is not None:' instead of"
            ),
        ),
        (
            "path=DRAFTING, clean=",
            "path=DRAFTING.with_name('draftin.py'), clean=",
            "there is no src/helpdesk/draftin.py to edit; did you mean src/helpdesk/drafting.py",
        ),
    ],
)
def test_a_text_that_is_not_found_names_file_path_and_the_nearest(
    mine: Authored, old: str, new: str, said: str
) -> None:
    mine.edit(FILE, old, new)
    [proof] = prove_defect(loading.load(NAME), "limit-zero")
    assert (proof.number, proof.subject, proof.holds) == (3, "limit-zero", False)
    assert proof.detail.startswith(f"solutions/{NAME}/{FILE}: {said}")
    assert "\n" not in proof.detail


def test_a_pack_that_is_broken_fails_a_proof_beside_others(
    mine: Authored, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.edit("pr.toml", "minutes =", "minuts =")
    assert app.run(["prove", "--json"]) == 1
    packs = json.loads(capsys.readouterr().out)["packs"]
    [[proof], [other]] = packs[NAME], packs[OTHER]
    assert proof["number"] == other["number"] == 1
    assert "unknown key 'minuts'; did you mean minutes?" in proof["detail"]
    assert other["detail"] == f"the answer key of {OTHER} is not installed here"
    assert app.run(["prove", NAME]) == 3


def test_no_pack_says_todo() -> None:
    for slug in loading.slugs():
        pack = loading.load(slug)
        assert [
            found for each in pack.key.defects if (found := unfinished_defect(pack, each))
        ] == []
    assert [found for each in OPERATORS if (found := unfinished_operator(each))] == []
