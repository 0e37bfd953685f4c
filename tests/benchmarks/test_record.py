"""What is kept of a benchmark that is run with --record."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import record
from benchmarks.record import INTERRUPTED, RESULTS, SCHEMA, Figures, run

KEPT = {"schema", "at", "commit", "changed", "command", "machine", "versions", "figures"}


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(record, "RESULTS", tmp_path / "results")
    return tmp_path / "results"


def cats(given: Sequence[str], figures: Figures) -> int:
    figures["cats"] = float(given[0])
    return 7


def test_a_run_is_kept_only_where_that_is_asked_for(results: Path) -> None:
    assert run("cats", cats, ["2"]) == 7
    assert not results.exists()


def test_runs_are_lines_with_what_it_takes_to_compare_them(
    results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "of_checkout", lambda: {"commit": "c" * 40, "changed": False})
    for count in ("2", "3.00004"):
        assert run("cats", cats, ["--record", count]) == 7
    first, second = map(json.loads, (results / "cats.jsonl").read_text("utf-8").splitlines())
    assert first["command"] == "python -m benchmarks.cats 2"
    assert (first["figures"], second["figures"]) == ({"cats": 2.0}, {"cats": 3.0})
    assert first.keys() == KEPT
    assert first["schema"] == SCHEMA


def test_an_interrupted_run_is_not_kept(results: Path) -> None:
    def interrupted(given: Sequence[str], figures: Figures) -> int:
        figures["cats"] = len(given)
        raise KeyboardInterrupt

    assert run("cats", interrupted, ["--record"]) == INTERRUPTED
    assert not results.exists()


def test_a_checkout_is_named_by_its_commit() -> None:
    assert re.fullmatch(r"[0-9a-f]{40}", str(record.of_checkout()["commit"]))


def test_what_is_kept_in_the_repository_names_no_machine() -> None:
    files = sorted(RESULTS.glob("*.jsonl"))
    assert files
    for line in (line for file in files for line in file.read_text("utf-8").splitlines()):
        kept = json.loads(line)
        assert kept.keys() == KEPT
        assert kept["figures"]
        assert set(kept["machine"]) == {"cores", "processor", "memory_gib", "system", "load"}
