"""What hidden tests came to on a tree is kept, by the file that they stand in."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from checker.dealing.planting import plant
from checker.errors import EnvironmentBrokenError
from checker.packs import loading
from checker.prove import trial
from checker.prove.failing import TooManyHangsError, TrialContext
from checker.prove.hidden_tests import HiddenTests, hidden_tests
from checker.prove.proof import PackTrees, pack_trees
from checker.prove.reach import Reach
from checker.prove.trial_cache import trial_cache
from checker.sandbox.client.judge import Judge


def closed_judge() -> Judge:
    """Return a judge that cannot be asked any more."""
    judge = Judge()
    judge.close()
    return judge


def trying_in(on: PackTrees, tests: HiddenTests) -> TrialContext:
    """Return what remembers; no test is known to miss anything."""
    everything = Reach(reference=on.reference, entered={})
    return TrialContext(on=on, tests=tests, reach=everything, cache=trial_cache(on.pack, "trials"))


def test_the_state_of_a_test_is_that_of_its_file_and_of_what_files_share(tmp_path: Path) -> None:
    for name in ("test_a.py", "test_b.py", "scenes.py"):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    names = ("test_a.py::one", "test_a.py::two[x]")
    before = hidden_tests(tmp_path, names)
    assert before.quick == {"test_a.py::one", "test_a.py::two"}
    (tmp_path / "test_b.py").write_text("# changed\n", "utf-8")
    assert hidden_tests(tmp_path, names).state_of(names) == before.state_of(names)
    (tmp_path / "scenes.py").write_text("# changed\n", "utf-8")
    assert hidden_tests(tmp_path, names).state_of(names) != before.state_of(names)


def test_what_was_run_on_a_tree_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path))
    pack = loading.load("helpdesk")
    on = pack_trees(pack)
    defect = next(d for d in pack.key.defects if d.slug == "limit-zero")
    flawed = plant(on.reference, [defect.planting], ruff_config=on.ruff_config).tree
    names = [each.node_id for each in defect.checks if hasattr(each, "node_id")]
    tests = hidden_tests(pack.key.tests, names)
    trying = trying_in(on, tests)
    with Judge() as judge:
        assert trying.failing(names, flawed, judge) == {*names}
        assert not trying.failing(names, on.reference, judge)
    again = trying_in(on, tests)
    assert again.failing(names, flawed, closed_judge()) == {*names}
    with pytest.raises(EnvironmentBrokenError):
        again.failing([*names, "test_store.py::test_new"], flawed, closed_judge())


@pytest.mark.slow
def test_of_a_tree_that_hangs_the_first_tests_tell_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path))
    pack = loading.load("helpdesk")
    on = pack_trees(pack)
    dead = {PurePosixPath("src/helpdesk/__init__.py"): b"import os\nos._exit(0)\n"}
    with Judge() as judge:
        tests = hidden_tests(pack.key.tests, judge.collect(pack))
        trying = trying_in(on, tests)
        few = sorted(tests.quick)[:12]
        with pytest.raises(TooManyHangsError):
            trying.failing(few, {**on.reference, **dead}, judge, most_lost=3)
        assert trying.failing(few, {**on.reference, **dead}, judge) == {*few}


def test_a_file_that_a_defect_adds_is_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path))
    pack = loading.load("rag_index")
    defect = next(d for d in pack.key.defects if d.slug == "old-embedder-left")
    tests = hidden_tests(pack.key.tests, ["test_store.py::test_any"])
    trying = trying_in(pack_trees(pack), tests)
    with pytest.raises(EnvironmentBrokenError):  # the judge is asked
        trial.try_hand_made(trying, defect, frozenset(), closed_judge())
