"""What keeps a defect from being planted is one failed proof, and ends nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from checker.errors import PackError
from checker.model.key import Pack
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.packs import hidden_tests, loading
from checker.prove import prove, prove_defect
from checker.prove.admission import admit
from checker.prove.admit_defect import admit_defect
from checker.prove.author_faults import author_faults
from checker.prove.proof import pack_trees
from checker.prove.unfinished import unfinished_defect, unfinished_operator
from checker.sandbox.client.judge import Judge
from cli import app
from tests.authored import NAME, OTHER, Authored, authored

FILE = "defects/limit_zero.py"
PACKS_DIR = loading.PACKS_DIR  # before a test replaces it


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


NO_TEST = "test_queue.py::test_a_limit_of_zero_draft_nothing"
WRONG = (
    (
        FILE,
        "zero_drafts_nothing",
        "zero_draft_nothing",
        f"{FILE}: there is no hidden test {NO_TEST}",
    ),
    (FILE, 'old="    async def _pieces', 'old="    async def _piece_', f"{FILE}: '"),
    (
        "repairs/limit-zero.toml",
        "if limit:",
        "if limitless:",
        "repairs/limit-zero.toml: '",
    ),
    ("tests/test_queue.py", "import pytest\n", "import pytest(\n", "tests/test_queue.py:"),
    ("broken_versions.toml", "::test_", "::tset_", "broken_versions.toml: '"),
    (
        "decoys.py",
        'text="            for call in message.tool_calls:"',
        'text="        if limit is not None:"',
        f"{FILE}: changes the decoy ",
    ),
    ("operators.lock.json", "::test_", "::tset_", "operators.lock.json: there is no hidden test"),
)


@pytest.fixture
def no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a judge would be started."""
    start = subprocess.Popen.__init__

    def refuse(self: subprocess.Popen[bytes], args: Sequence[str], **more: object) -> None:
        assert "checker.sandbox.judge" not in args
        start(self, args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)


@pytest.mark.usefixtures("no_judge")
@pytest.mark.parametrize(("file", "old", "new", "said"), WRONG)
def test_what_reading_shows_is_told_before_a_judge_is_started(
    mine: Authored, file: str, old: str, new: str, said: str
) -> None:
    mine.edit(file, old, new)
    pack = small()
    for proofs in (prove(pack), prove_defect(pack, "limit-zero")):
        assert proofs[0].detail.startswith(f"solutions/{NAME}/{said}")
        assert not any(proof.holds or "\n" in proof.detail for proof in proofs)
        assert proofs[-1].notes == ("nothing was run: mend this first",)
    if file != "operators.lock.json":  # which it is about to write
        with pytest.raises(PackError, match=re.escape(said)):
            admit_defect(pack, pack.key.defects[0])


def small() -> Pack:
    """Return the pack with one defect, which takes less time to read."""
    pack = runnable()
    mine = tuple(each for each in pack.key.defects if each.slug == "limit-zero")
    return replace(pack, key=replace(pack.key, defects=mine))


def runnable() -> Pack:
    """Return the pack with helpdesk's own base: tools in a sandbox see no temporary folder."""
    pack = loading.load(NAME)
    base = PACKS_DIR / "helpdesk" / "base"
    return replace(pack, pr=replace(pack.pr, base=base))


@pytest.mark.slow
@pytest.mark.usefixtures("no_judge")
def test_sites_are_not_tried_where_reading_shows_a_fault(mine: Authored) -> None:
    file, old, new, said = WRONG[0]
    mine.edit(file, old, new)
    with pytest.raises(PackError, match=re.escape(said)):
        admit(small(), operators=[BY_NAME["slice-shifted"]])


@pytest.mark.slow
def test_a_list_with_the_keys_names_the_same(
    mine: Authored, capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, said = WRONG[0]
    mine.edit(file, old, new)
    assert app.run(["list"]) == 0
    assert said not in capsys.readouterr().err
    assert app.run(["list", "--check-keys"]) == 3
    assert f"the pack {NAME} is broken: solutions/{NAME}/{said}" in capsys.readouterr().err


def test_a_hidden_test_is_named_without_its_parameters(mine: Authored) -> None:
    mine.edit(FILE, "test_a_limit_of_zero_drafts_nothing", "test_a_limit[1]")
    pack = loading.load(NAME)
    known = ["test_queue.py::test_a_limits[1-a]", "test_queue.py::test_a_limits[2-b]"]
    said = hidden_tests.missing(pack, "test_queue.py::test_a_limit[1]", known)
    assert said.endswith("; did you mean test_queue.py::test_a_limits?")
    assert f"solutions/{NAME}/{FILE}: " in said


def test_tests_are_found_in_classes_and_conditions_and_by_import(mine: Authored) -> None:
    (mine.key / "tests" / "test_forms.py").write_text(
        "from other import test_lent, at_the_desk, test_a as test_b\n\n\nclass TestAll:\n"
        "    async def test_in(self): ...\n\n\nif True:\n    def test_if(): ...\n",
        "utf-8",
    )
    found = hidden_tests.defined(loading.load(NAME))
    assert {name for name in found if name.startswith("test_forms.py::")} == {
        f"test_forms.py::{name}" for name in ("test_lent", "test_b", "TestAll::test_in", "test_if")
    }


@pytest.mark.slow
def test_every_pack_names_the_tests_that_a_judge_collects() -> None:
    for slug in loading.slugs():
        pack = loading.load(slug)
        with Judge() as judge:
            collected = {name.partition("[")[0] for name in judge.collect(pack)}
        assert collected <= hidden_tests.defined(pack)
        assert author_faults(pack_trees(pack)) == ()


@pytest.mark.slow
def test_what_is_unfinished_keeps_nothing_from_being_proved(mine: Authored) -> None:
    for folder, text in (("wordings", 'praise = [\n  "'), ("repairs", 'name = "')):
        mine.edit(f"{folder}/limit-zero.toml", text, f"{text}TODO(author) ")
    mine.edit(FILE, 'explanation="', 'explanation="TODO(author) ')
    proofs = prove_defect(runnable(), "limit-zero")
    failed = [proof for proof in proofs if not proof.holds]
    assert [proof.subject for proof in failed if "repairs" not in proof.subject] == [
        "limit-zero: unfinished"
    ]
    detail = failed[-1].detail
    for place in (f"{FILE} still says", "explanation (line ", "opposite.praise", "right.name"):
        assert place in detail
    assert any(proof.number == 3 and proof.holds for proof in proofs)
    assert any(": right: " in proof.subject and proof.holds for proof in proofs)
