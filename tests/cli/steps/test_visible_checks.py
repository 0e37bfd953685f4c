"""The visible checks are what the project's CONTRIBUTING.md demands."""

from __future__ import annotations

import pytest

from checker.packs import loading
from cli.steps import visible_checks


@pytest.mark.parametrize("slug", loading.slugs())
def test_ruff_format_runs_where_the_project_demands_it(slug: str) -> None:
    pr = loading.load_pr(slug)
    demanded = "`ruff format" in (pr.base / "CONTRIBUTING.md").read_text("utf-8")
    assert ("ruff format" in visible_checks.names(pr)) is demanded
    assert [n for n in visible_checks.names(pr) if n != "ruff format"] == ["ruff", "mypy", "pytest"]


def test_some_project_demands_it_and_some_does_not() -> None:
    every = [visible_checks.names(loading.load_pr(slug)) for slug in loading.slugs()]
    assert {len(names) for names in every} == {3, 4}
