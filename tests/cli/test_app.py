"""The boundary of the command: help, errors, exit codes, and what it does not import."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from checker import errors
from cli import app
from cli.lazy import LazyGroup
from tests.command import MESSYPR

HEAVY = {"git", "libcst", "mistralai", "pytest", "rich", "pydantic", "xml", "solutions", "mypy"}


def every_command(
    group: LazyGroup, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command, str]]:
    context = click.Context(group)
    for name, entry in group.entries.items():
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command, entry.summary
        if isinstance(command, LazyGroup):
            yield from every_command(command, (*path, name))


assert isinstance(app.group, LazyGroup)
EVERY_COMMAND = [
    pytest.param(path, command, summary, id=" ".join(path))
    for path, command, summary in every_command(app.group)
]


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr("cli.commands.listing.command.callback", fail)


@pytest.mark.parametrize(("path", "command", "summary"), EVERY_COMMAND)
def test_help_fits_eighty_columns_and_shows_an_example(
    path: tuple[str, ...],
    command: click.Command,
    summary: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert app.run([*path, "--help"]) == 0
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    assert re.search(rf"Examples?:\n +messypr {' '.join(path)}", said)
    assert command.help is not None
    assert command.help.splitlines()[0] == summary
    assert summary in said


@pytest.mark.parametrize(("path", "command", "summary"), EVERY_COMMAND)
def test_every_option_says_what_it_does(
    path: tuple[str, ...], command: click.Command, summary: str
) -> None:
    del path, summary
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["comment", "--help"], ["list"], ["show", "helpdesk"], ["explain"]]
)
def test_what_needs_little_imports_little(arguments: list[str]) -> None:
    script = (
        "import sys; from cli.app import run; code = run(sys.argv[1:]);"
        "print(code, *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    code, *imported = done.stderr.split()
    assert code == "0"
    light = HEAVY if arguments[-1] == "--help" else HEAVY - {"xml"}
    assert light.isdisjoint(imported)


def test_the_console_script_exits_with_the_code_of_the_command(tmp_path: Path) -> None:
    listed = subprocess.run([MESSYPR, "list"], capture_output=True, text=True, check=True)
    assert "\nhelpdesk " in f"\n{listed.stdout}"
    wrong = subprocess.run(
        [MESSYPR, "status"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert wrong.stderr.startswith("messypr: no round here: run `messypr start PACK`")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--version"]) == 0
    assert re.fullmatch(r"messypr \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("error", "code", "name"),
    [
        (errors.UnknownPackError("which?"), 2, "unknown_pack"),
        (errors.InvalidReviewError("which?"), 2, "invalid_review"),
        (errors.ForeignSubmissionError("which?"), 4, "foreign_submission"),
        (errors.TamperedSubmissionError("which?"), 4, "tampered_submission"),
        (errors.EnvironmentBrokenError("which?"), 3, "environment_broken"),
        (errors.MessyprError("which?"), 3, "messypr"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (click.BadParameter("which?"), 2, "usage"),
        (click.ClickException("which?"), 2, "usage"),
        (PermissionError(13, "Permission denied", "which?"), 3, "system"),
        (RuntimeError("which?"), 3, "bug"),
    ],
)
def test_every_kind_of_error_has_its_code_and_is_json_where_that_was_asked_for(
    error: BaseException,
    code: int,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raising(monkeypatch, error)
    assert app.run(["list"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert ("which?" in said.err) is (code != 130)
    assert app.run(["list", "--json"]) == code
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["schema"] == "messypr/error/1"
    assert document["error"]["code"] == name
    assert document["error"]["exit_code"] == code
    assert said.err != ""


def test_our_own_bug_is_called_one_and_shows_where_only_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(monkeypatch, ValueError("odd\x1b[31m\nnews"))
    assert app.run(["list"]) == 3
    assert capsys.readouterr().err == (
        "messypr failed: ValueError: odd\\x1b[31m news, this is a bug"
        " (messypr --debug ... prints the traceback)\n"
    )
    assert app.run(["--debug", "list"]) == 3
    assert "Traceback (most recent call last):" in capsys.readouterr().err


def test_a_machine_without_git_is_told_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raising(monkeypatch, ImportError("Bad git executable"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert app.run(["list"]) == 3
    assert capsys.readouterr().err == "messypr: git is not on PATH; install git\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "No such command 'nope'"),
        (["list", "--nope"], "No such option"),
        (["start", "--seed", "1"], "--seed needs a PACK"),
        (["start", "helpdesk", "--seed", "-1"], "--seed"),
        (["start", "helpdesk", "--minutes", "0"], "--minutes"),
        (["start", "nope"], "no pack 'nope'; there are: agent-desk, helpdesk"),
        (["show", "nope"], "no pack 'nope'; there are: agent-desk, helpdesk"),
        (["explain", "nope"], "no rule 'nope'"),
        (["explain", "blocking-call"], "did you mean"),
        (["report"], "no round here"),
        (["comment", "add", "a.py:x", "-m", "x"], "must be PATH:LINE or PATH:LINE-END"),
        (["comment", "add", "a.py:0", "-m", "x"], "lines count from 1"),
        (["comment", "add", "a.py:3-2", "-m", "x"], "line 2 comes before line 3"),
        (["comment", "add", "a.py:3", "-s", "bad", "-m", "x"], "'blocker', 'major'"),
        (["comment", "import"], "name what to import: FILE or --markers"),
        (["grade", "nowhere", "--pack", "helpdesk", "--seed", "1"], "does not exist"),
        (["grade", ".", "--seed", "1"], "Missing option '--pack'"),
        (["grade", ".", "--pack", "helpdesk", "--seed", "1", "--out", "pdf=x"], "FORMAT=PATH"),
        (["grade", ".", "--pack", "helpdesk", "--seed", "1", "--out", "json=no/x"], "no file can"),
        (["grade", ".", "--pack", "helpdesk", "--seed", "1", "--fail-under", "101"], "101"),
    ],
)
def test_wrong_usage_exits_with_two_and_says_what_is_right(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert app.run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err


def test_whoever_stops_reading_causes_no_error() -> None:
    with subprocess.Popen(
        [MESSYPR, "explain", "--output-format", "markdown"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stderr is not None
        reader.stdout.close()
        assert reader.stderr.read() == b""
    assert reader.returncode == 141


def test_a_terminal_that_knows_ascii_alone_is_no_error() -> None:
    done = subprocess.run(
        [MESSYPR, "show", "helpdesk", "--json"],
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["name"] == "helpdesk"
