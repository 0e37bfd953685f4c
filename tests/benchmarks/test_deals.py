"""What the tables about deals and linters say, from values; and that elsewhere is elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from benchmarks import deals
from benchmarks.deal_outcome import DealOutcome, DealVerdict, categories, table
from benchmarks.linting import new
from benchmarks.reviewing import Found, Reviewed, at, names, share, together
from benchmarks.reviewing import table as table_of_linters
from benchmarks.second_checkout import SecondCheckout, dealt
from checker.checks.lint import LintFinding
from checker.dealing.draw import draw
from checker.model.place import Lines, Place
from checker.model.profile import Difficulty
from checker.packs import loading
from checker.rules.rule import Category, Severity

TRIED = DealOutcome(
    pack="rag_index",
    seed=2,
    level="warm-up",
    asked={Severity.MAJOR: 2, Severity.NIT: 1},
    visible_at_most=1,
    severities={Severity.MAJOR: 3},
    categories={Category.ASYNC: 3},
    by_operators=1,
    visible=1,
    seconds=0.25,
)
FOUND = Found(seed=1, slug="late", behavioural=True, codes=())
REVIEWED = Reviewed(pack="rag_index", linter="ruff", defects=(FOUND,), others=2)


def finding(line: int, code: str = "B1") -> LintFinding:
    return LintFinding(path="a.py", code=code, line=line, message="")


def test_only_a_level_is_passed_over() -> None:
    assert TRIED.verdict is DealVerdict.DRAWN
    assert replace(TRIED, faults=()).verdict is DealVerdict.PROVED
    skipped = replace(TRIED, faults=("unseen",))
    assert (skipped.verdict, skipped.holds) == (DealVerdict.SKIPPED, True)
    failed = replace(skipped, level="plain")
    assert (failed.verdict, failed.holds) == (DealVerdict.FAILED, False)
    assert not replace(TRIED, differs=("HEAD",)).holds


def test_the_table_holds_what_was_asked_for_beside_what_was_reached() -> None:
    other = replace(TRIED, severities={Severity.NIT: 1}, by_operators=0, differs=("HEAD",))
    text = "\n".join(table([replace(TRIED, faults=()), other]))
    assert "rag-index warm-up" in text
    rows = [line.split() for line in text.splitlines() if line.startswith("rag-index")]
    assert rows[0][2:] == ["2", "1", "0", "0", "1"]
    mix = ["3.0", "/", "2.0", "0.0", "/", "0.0", "2.0", "/", "1.5", "0.0", "/", "0.0"]
    assert rows[1][2:14] == mix
    assert "25%" in rows[1]
    assert rows[2][2:] == ["0.25", "0.0"]
    assert "3.0" in [*categories([TRIED])][-1]


def test_seeds_take_turns() -> None:
    levels = [deals.profile_of(seed).level for seed in range(1, 6)]
    assert levels == [None, *Difficulty, None]
    assert set(levels) == {None, *Difficulty}


def test_a_second_checkout_deals_the_same(tmp_path: Path) -> None:
    with SecondCheckout(tmp_path / "elsewhere") as elsewhere:
        for seed in (1, 3):
            challenge = draw(loading.load("helpdesk"), seed, deals.profile_of(seed))
            _, refs = dealt(challenge, tmp_path / str(seed))
            assert len(refs) == 3
            assert elsewhere.refs(challenge) == refs


def test_deals_that_are_not_proved_are_written_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deals.json"
    given = ["--packs", "rag_index", "--seeds", "2-2", "--no-proof", "--json", str(file)]
    assert deals.main(given, {}) == 0
    assert "rag-index warm-up" in capsys.readouterr().out
    assert '"verdict": "drawn"' in file.read_text("utf-8")


def test_a_finding_is_new_unless_its_line_had_it_before() -> None:
    path = PurePosixPath("a.py")
    before, after = {path: b"x = 1\ny = 2\n"}, {path: b"import z\nx = 1\ny = 3\n"}
    found = [finding(2), finding(3), finding(1)]
    fresh = new(found, after, [finding(1), finding(2)], before)
    assert fresh == [finding(3), finding(1)]
    place = Place(path=path, lines=Lines(first=2, last=3))
    assert at([place], fresh) == [finding(3)]


def test_shares_are_of_behavioural_defects_and_two_linters_can_be_one() -> None:
    seen = replace(FOUND, codes=("B1",))
    plain_style = replace(seen, behavioural=False)
    assert share([FOUND, seen, plain_style]) == 0.5
    assert share([]) == 0
    both = together(REVIEWED, replace(REVIEWED, defects=(seen,), others=1))
    assert both.defects == (seen,)
    assert both.others == 3
    text = "\n".join(table_of_linters([both]))
    assert "1 of 1 = 100.0%" in text
    assert [*names([both, REVIEWED])] == [f"rag_index {both.linter}: late: B1"]


@pytest.mark.parametrize("pack", loading.slugs())
def test_mypy_is_strict_in_every_pack(pack: str) -> None:
    text = (loading.load(pack).pr.base / "pyproject.toml").read_text("utf-8")
    assert "[tool.mypy]\nstrict = true\n" in text
