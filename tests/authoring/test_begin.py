"""What is begun parses, is listed, and is refused until nothing is left to write."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.authoring import begin, skeletons
from checker.authoring.listing import with_module
from checker.errors import PackError, UsageError
from checker.model.key import Pack
from checker.operators.operator import Operator
from checker.packs import loading
from checker.packs import repairs as repairs_of
from checker.packs import wordings as wordings_of
from checker.prove import prove_defect
from checker.prove.admission import admit
from checker.prove.admit_defect import admit_defect
from checker.prove.unfinished import unfinished_operator
from checker.rules.catalogue import find
from checker.rules.rule import Severity
from checker.system.tools import RUFF
from tests.authored import NAME, Authored, authored

ROOT = Path(__file__).parents[2]
RULE = find("wrong-sort-order")


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Authored]:
    with authored(tmp_path) as lent:
        yield lent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "checker" / "operators", tmp_path / "checker" / "operators")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("src/helpdesk/drafting.py", f"from solutions.{NAME}.places import DRAFTING\n"),
        ("src/helpdesk/desk.py", 'PATH = PurePosixPath("src/helpdesk/desk.py")\n'),
        ("", 'PATH = PurePosixPath("TODO(author)'),
    ],
)
def test_a_defect_is_written_listed_and_refused(mine: Authored, path: str, said: str) -> None:
    root = mine.key.parents[1]
    begun = begin.new_defect(
        loading.load(NAME), "newest-drafted", RULE, Severity.MINOR, path, root=root
    )
    file, wordings, repairs, key = begun.files
    assert said in (root / file).read_text("utf-8")
    assert "    newest_drafted.DEFECT,\n" in (root / key).read_text("utf-8")
    pack = _loaded_again()
    defect = pack.key.defects[-1]
    assert (defect.slug, defect.rule, defect.severity) == ("newest-drafted", RULE, Severity.MINOR)
    [proof] = prove_defect(pack, "newest-drafted")
    assert not proof.holds
    assert proof.detail.startswith(f"{file} still says TODO(author) in docstring (line 1), ")
    for place in ("FLAWED", "changes.clean", "explanation", "checks.node_id", "right_fixes.name"):
        assert f"{place} (line " in proof.detail
    for place in (f"{wordings} still says TODO(author) in found.terse,", "opposite.remedy"):
        assert place in proof.detail
    assert f"{repairs} still says TODO(author) in right.name, " in proof.detail
    with pytest.raises(PackError, match="docstring"):
        admit_defect(pack, defect)


def test_the_steps_name_every_file_of_the_defect(mine: Authored) -> None:
    begun = begin.new_defect(
        loading.load(NAME), "newest-drafted", RULE, Severity.MINOR, root=mine.key.parents[1]
    )
    *new, _ = begun.files
    assert [file for file in new if not any(step.startswith(file) for step in begun.steps)] == []
    steps = "\n".join(begun.steps)
    assert f".venv/bin/messypr prove {NAME} --only newest-drafted\n" in steps
    assert f".venv/bin/messypr admit {NAME} --defect newest-drafted " in steps


def test_the_repairs_and_wordings_that_are_begun_can_be_read(mine: Authored) -> None:
    begin.new_defect(
        loading.load(NAME), "newest-drafted", RULE, Severity.MINOR, root=mine.key.parents[1]
    )
    found = repairs_of.read(mine.key, "newest-drafted")
    assert len(found.right) == repairs_of.FEWEST_RIGHT
    assert len(found.wrong) == repairs_of.FEWEST_WRONG
    known = wordings_of.read(mine.key, "newest-drafted")
    assert known
    assert known.found
    assert known.asked


def test_an_error_leaves_nothing_of_a_defect(mine: Authored) -> None:
    taken = mine.key / "repairs" / "newest-drafted.toml"
    taken.write_text("", "utf-8")
    before = (mine.key / "__init__.py").read_text("utf-8")
    with pytest.raises(UsageError, match=r"repairs/newest-drafted\.toml is there already"):
        begin.new_defect(
            loading.load(NAME), "newest-drafted", RULE, Severity.MINOR, root=mine.key.parents[1]
        )
    assert not (mine.key / "defects" / "newest_drafted.py").exists()
    assert (mine.key / "__init__.py").read_text("utf-8") == before


def _loaded_again() -> Pack:
    importlib.invalidate_caches()
    loading.load.cache_clear()
    for name in [each for each in [*sys.modules] if f"solutions.{NAME}" in each]:
        del sys.modules[name]
    return loading.load(NAME)


@pytest.mark.parametrize(
    ("slug", "path", "said"),
    [
        ("limit-zero", "", "has a defect 'limit-zero' already"),
        ("Limit_Zero", "", "must be in kebab-case"),
        ("new", "src/helpdesk/draftin.py", "did you mean src/helpdesk/drafting.py"),
    ],
)
def test_what_cannot_be_begun_writes_nothing(
    mine: Authored, slug: str, path: str, said: str
) -> None:
    before = (mine.key / "__init__.py").read_text("utf-8")
    with pytest.raises(UsageError, match=said):
        begin.new_defect(
            loading.load(NAME), slug, RULE, Severity.MINOR, path, root=mine.key.parents[1]
        )
    assert (mine.key / "__init__.py").read_text("utf-8") == before


def test_an_operator_is_written_listed_and_refused(checkout: Path) -> None:
    begun = begin.new_operator("range-shortened", find("off-by-one"), Severity.MAJOR, root=checkout)
    file, catalogue = begun.files
    assert file == "checker/operators/algorithms/range_shortened.py"
    lines = (checkout / catalogue).read_text("utf-8").splitlines()
    at = lines.index("    range_shortened.OPERATOR,")
    assert lines[at - 1] == "    power_to_product.OPERATOR,"
    assert lines[at + 1] == "    recency_lost.OPERATOR,"
    found: dict[str, object] = {"__name__": "checker.operators.algorithms.range_shortened"}
    exec(compile((checkout / file).read_text("utf-8"), str(checkout / file), "exec"), found)
    operator = found["OPERATOR"]
    assert isinstance(operator, Operator)
    todo = unfinished_operator(operator)
    assert todo.startswith(f"{file} still says TODO(author) in docstring (line 1), ")
    for place in (
        "docstring of sites",
        "called(...) in sites",
        "explanation",
        "paraphrases",
        "cases.before",
    ):
        assert f"{place} (line " in todo
    with pytest.raises(PackError, match="called"):
        admit(loading.load("helpdesk"), operators=[operator])


def test_a_name_that_is_taken_and_a_folder_that_is_not_there(checkout: Path) -> None:
    with pytest.raises(UsageError, match="there is an operator 'cap-dropped' already"):
        begin.new_operator("cap-dropped", RULE, Severity.MAJOR, root=checkout)
    with pytest.raises(UsageError, match="there are: algorithms, asynchrony"):
        begin.new_operator("new-one", RULE, Severity.MAJOR, "algorithm", root=checkout)


def test_a_catalogue_of_another_form_is_left_to_its_author() -> None:
    with pytest.raises(PackError, match=r"list\.py is not written as expected: add by hand"):
        with_module("DEFECTS = ()\n", package="a.b", module="c", constant="D", label="list.py")


def test_entries_that_are_in_no_order_get_the_new_one_last() -> None:
    text = "from a import (\n    b,\n    d,\n)\n\nALL = (\n    d.X,\n    b.X,\n)\n"
    made = with_module(text, package="a", module="c", constant="X", label="list.py")
    assert made == text.replace("    d,\n", "    c,\n    d,\n").replace(
        "    b.X,\n", "    b.X,\n    c.X,\n"
    )


@pytest.mark.parametrize("module", ["checker.rules.algorithms", "checker.rules.state"])
def test_a_skeleton_has_its_imports_in_order(module: str) -> None:
    rule = skeletons.Name(module=module, constant="SOME_RULE")
    for text in (
        skeletons.defect(slug="new", rule=rule, path="src/a.py", severity=Severity.MINOR),
        skeletons.operator(name="new", rule=rule, severity=Severity.MINOR),
    ):
        command = [*RUFF, "check", "--isolated", "--select", "I", "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
