"""The scorecard in a terminal, and where there is none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.text import Text

from checker.model.review import Ignored
from checker.report import Scorecard
from cli.output import scorecard
from cli.output.rows import TextRow, lay_out, plain
from tests.golden import hostile_scorecard

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def card() -> Scorecard:
    return hostile_scorecard()


@pytest.fixture(autouse=True)
def _piped(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)


def shown(card: Scorecard, capsys: pytest.CaptureFixture[str], *, explain: bool = False) -> str:
    scorecard.show(card, explain=explain)
    return capsys.readouterr().out


def test_the_verdict_comes_first_and_defects_worst_first(
    card: Scorecard, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(card, capsys).splitlines()
    assert lines[0] == ("12.3 of 100   review 10.0 of 50   fix 2.3 of 50   LATE by 2 min")
    defects = [line for line in lines if re.match(r"(blocker|major|minor|nit) ", line)]
    assert defects == [
        "blocker missed unfixed wrong-endpoint-region src/helpdesk/drafting.py:125",
        "major   asked  unfixed unbounded-concurrency src/helpdesk/drafting.py:125",
        "nit     found  fixed   shadowed-builtin src/helpdesk/drafting.py:125",
    ]


def test_what_was_missed_is_explained_in_a_sentence(
    card: Scorecard, capsys: pytest.CaptureFixture[str]
) -> None:
    said = " ".join(shown(card, capsys).split())
    assert "goes to the global endpoint, so customer data leaves the EU. also" in said
    assert "Use the desk's client" not in said
    explained = " ".join(shown(card, capsys, explain=True).split())
    assert "leaves the EU. Use the desk's client" in explained
    assert "every comment, claim by claim" in explained
    assert "asked unbounded-concurrency" in explained
    assert "semaphore-per-draft" not in explained
    assert "by comment c1" in explained
    assert "hidden test fails: [/nope] [bold red]SCORE 100[/]" in explained


@pytest.mark.parametrize("columns", [80, 100, 200])
@pytest.mark.parametrize("explain", [False, True])
def test_no_line_is_wider_and_no_place_is_cut(
    card: Scorecard,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    explain: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    long = "src/helpdesk/" + "x" * 90 + ".py"
    wide = replace(card, ignored=(Ignored(path=long, reason="it is \u4e2d" + "\u6587" * 30),))
    lines = shown(wide, capsys, explain=explain).splitlines()
    longer = [line for line in lines if len(line) > min(columns, 100)]
    assert [line.strip() for line in longer] == [f"{long}:"] * (len(longer))
    assert sum("src/helpdesk/drafting.py:125" in line for line in lines) >= 3


@pytest.mark.parametrize("explain", [False, True])
def test_nothing_hostile_reaches_the_terminal(
    card: Scorecard,
    capsys: pytest.CaptureFixture[str],
    explain: bool,  # noqa: FBT001
) -> None:
    said = shown(card, capsys, explain=explain)
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert "##[" not in said
    assert all(each.isprintable() or each == "\n" for each in said)
    assert "[bold red]SCORE 100[/]" in said


def test_colour_is_only_where_it_is_wanted_and_says_nothing_of_its_own(
    card: Scorecard, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = shown(card, capsys)
    assert "\x1b" not in piped
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = shown(card, capsys)
    assert "\x1b[1;31mmissed\x1b[0m" in coloured
    assert COLOUR.sub("", coloured) == piped
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", shown(card, capsys))


def test_a_flood_is_counted_and_not_printed(
    card: Scorecard, capsys: pytest.CaptureFixture[str]
) -> None:
    flood = replace(card, claims=card.claims[2:] * 500)
    said = shown(flood, capsys)
    assert said.count("\nnoise ") == 10
    assert "and 490 more: messypr report --explain" in said


def test_a_scorecard_in_a_file_is_the_same_for_everybody(
    card: Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    said = scorecard.to_text(card)
    assert "\x1b" not in said
    assert said.startswith("12.3 of 100")


def test_rows_break_between_words_and_hang() -> None:
    rows = [
        plain("one two three four five", indent=4),
        TextRow(indent=0, text=Text("a" * 40 + " b")),
    ]
    assert [line.plain for line in lay_out(rows, 24)] == [
        "    one two three four",
        "    five",
        "a" * 40,
        "  b",
    ]
    assert [line.plain for line in lay_out([plain("")], 24)] == [""]
