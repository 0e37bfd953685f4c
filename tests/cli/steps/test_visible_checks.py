"""The visible checks are what the project's CONTRIBUTING.md demands."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from checker import rounds
from checker.packs import loading
from cli.steps import visible_checks
from tests.sandbox.processes import ended, opened


@pytest.mark.parametrize("slug", loading.slugs())
def test_ruff_format_runs_where_the_project_demands_it(slug: str) -> None:
    pr = loading.load_pr(slug)
    demanded = "`ruff format" in (pr.base / "CONTRIBUTING.md").read_text("utf-8")
    assert ("ruff format" in visible_checks.names(pr)) is demanded
    assert [n for n in visible_checks.names(pr) if n != "ruff format"] == ["ruff", "mypy", "pytest"]


def test_some_project_demands_it_and_some_does_not() -> None:
    every = [visible_checks.names(loading.load_pr(slug)) for slug in loading.slugs()]
    assert {len(names) for names in every} == {3, 4}


def test_what_is_stopped_ends_with_all_that_its_tests_started(folder: Path) -> None:
    told = folder.parent / "told"
    os.mkfifo(told)
    child = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(1000)"
    (folder / "tests" / "test_waits.py").write_text(
        f"import subprocess, sys\n\n\ndef test_waits() -> None:\n"
        f"    subprocess.run([sys.executable, '-c', {child!r}], check=True)\n"
    )
    stop, left = threading.Event(), list[int]()

    def end() -> None:
        left.extend(opened([int(told.read_text())]))
        stop.set()

    ending = threading.Thread(target=end)
    ending.start()
    ran = [*visible_checks.run(rounds.find(folder), loading.load_pr("helpdesk"), stop)]
    ending.join()
    assert "pytest" not in {each.name for each in ran}
    assert [ended(each) for each in left] == [True]
