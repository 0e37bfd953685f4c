"""A round at the keyboard, with real repositories: all but handing it in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker import rounds
from checker.system import git
from cli import app
from tests.command import MESSYPR

DRAFTING = "src/helpdesk/drafting.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Types commands, and reads what they say."""

    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Return what a command says on stdout; its exit code must be as expected."""
        assert app.run(arguments) == code, self.capsys.readouterr().err
        return self.capsys.readouterr().out

    def fails(self, *arguments: str, code: int = 2) -> str:
        """Return what a command that fails says on stderr; on stdout it says nothing."""
        assert app.run(arguments) == code
        said = self.capsys.readouterr()
        assert said.out == ""
        return said.err

    def json(self, *arguments: str, code: int = 0) -> dict[str, object]:
        document = json.loads(self(*arguments, "--json", code=code))
        assert document["schema"].startswith("messypr/")
        return document  # type: ignore[no-any-return]


@pytest.fixture
def messypr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("CI", "GIT_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return Terminal(capsys=capsys)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return how to make an editor from a Python expression over ``text``; it shows its input."""
    script, seen = tmp_path / "editor.py", tmp_path / "seen"

    def make(expression: str) -> Path:
        script.write_text(
            "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text()\n"
            f"pathlib.Path({str(seen)!r}).write_text(text)\nfile.write_text({expression})\n"
        )
        monkeypatch.setenv("GIT_EDITOR", f"{sys.executable} {script}")
        return seen

    return make


def test_start_deals_a_repository_and_says_what_comes_next(
    messypr: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = messypr("start", "helpdesk", "--seed", "7", "--minutes", "30")
    assert "dealt helpdesk, seed 7, into helpdesk-7\n" in said
    assert "branch draft-replies; 30 minutes, until " in said
    assert "  cd helpdesk-7\n" in said
    assert [each.name for each in tmp_path.iterdir()] == ["helpdesk-7"]
    again = messypr.json("start", "helpdesk", "--seed", "7", "--dir", "again")
    assert again["minutes"] == 45
    heads = {git.text("rev-parse", "HEAD", cwd=tmp_path / n) for n in ("helpdesk-7", "again")}
    assert heads == {again["dealt_head"]}
    assert (tmp_path / "again" / "PR.md").read_text().startswith("# Draft replies")
    assert rounds.load(rounds.find(tmp_path / "again")).seed == 7


def test_start_without_a_seed_says_which_one_it_took(
    messypr: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("secrets.randbelow", lambda most: most - 1)
    assert messypr.json("start", "helpdesk")["seed"] == 999_999
    assert (tmp_path / "helpdesk-999999" / "PR.md").is_file()


def test_start_takes_an_empty_folder_and_no_other(
    messypr: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    messypr("start", "helpdesk", "--seed", "1", "--dir", "empty")
    (tmp_path / "file").touch()
    for taken in ("empty", "file"):
        said = messypr.fails("start", "helpdesk", "--seed", "1", "--dir", taken)
        assert said == (
            f"messypr: {taken} exists and is not an empty folder: choose another with --dir\n"
        )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["empty", "file"]
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "a folder of its own" in messypr.fails("start", "helpdesk", "--dir", ".")


def test_status_follows_the_round_also_from_a_subfolder(
    messypr: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = messypr("status")
    assert fresh.startswith("helpdesk, seed 42: 4")
    assert "min left of 45\n  comments  none yet\n" in fresh
    assert "repair what you can" in fresh
    monkeypatch.chdir(folder / "src")
    messypr("comment", "add", f"{DRAFTING}:73", "-s", "major", "-m", "gather raises")
    messypr("comment", "add", "helpdesk/drafting.py:130", "-m", "naive")
    file = folder / DRAFTING
    file.write_text(file.read_text().replace("return", "return  #? why", 1))
    (folder / "new.py").touch()
    worked = messypr("status")
    assert "  comments  2 (1 major, 1 without severity)\n" in worked
    assert "  work      2 changed files not committed yet\n" in worked
    assert "  markers   1 in the code\n" in worked
    assert "  messypr comment import --markers\n" in worked
    fields = messypr.json("status")
    assert fields["comments_by_severity"] == {"major": 1, "without severity": 1}
    assert (fields["uncommitted_files"], fields["markers"]) == (2, 1)


def test_status_says_when_time_is_over(messypr: Terminal, folder: Path) -> None:
    file = folder / ".git" / "messypr" / "round.json"
    fields = json.loads(file.read_text())
    fields["started_at"] = "2026-01-01T00:00:00Z"
    file.write_text(json.dumps(fields))
    assert ": over by " in messypr("status")
    assert int(str(messypr.json("status")["seconds_left"])) < 0


def test_diff_is_that_of_the_pull_request_whatever_was_changed_since(folder: Path) -> None:
    shown = [subprocess.check_output([MESSYPR, "diff"], cwd=folder / "src")]
    (folder / DRAFTING).write_text("")
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    git.run(*who, "commit", "-qam", "x", cwd=folder)
    shown.append(subprocess.check_output([MESSYPR, "diff"], cwd=folder))
    assert shown[0] == shown[1]
    assert b"+class Drafter:" in shown[0]
    stat = subprocess.check_output([MESSYPR, "diff", "--stat"], cwd=folder, text=True)
    assert "8 files changed" in stat


@pytest.mark.slow
def test_check_runs_what_the_project_runs_and_leaves_nothing_behind(
    messypr: Terminal, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["check"]) == 0
    said = capsys.readouterr()
    ran = [line.split() for line in said.out.splitlines()]
    assert [(words[0], words[1], words[3]) for words in ran] == [
        (name, "passed", "s") for name in ("ruff", "mypy", "pytest")
    ]
    assert [words[4] for words in ran] == ["ruff", "mypy", "pytest"]
    assert all(float(words[2]) > 0 for words in ran[1:])
    assert said.err == "running ruff ...\nrunning mypy ...\nrunning pytest ...\n"
    assert git.text("status", "--porcelain", "--ignored", cwd=folder) == "!! PR.md"
    tests = folder / "tests" / "test_settings.py"
    tests.write_text(
        tests.read_text()
        + "\n\ndef test_it() -> int:  #? really?\n    print('::error::x\\x1b[31m')\n"
        "    assert 1 == 2\n"
    )
    assert app.run(["check"]) == 1
    said = capsys.readouterr()
    assert "mypy         FAILED" in said.out
    assert "test_settings.py" in said.out
    assert "pytest       FAILED" in said.out
    assert "assert 1 == 2" in said.out
    assert not [line for line in said.out.splitlines() if line.lstrip().startswith("::")]
    assert "\x1b" not in said.out
    assert said.err.startswith("1 marker in the code: messypr comment import --markers\n")
    checks = messypr.json("check", code=1)["checks"]
    assert isinstance(checks, list)
    assert [(each["name"], each["passed"]) for each in checks] == [
        ("ruff", True),
        ("mypy", False),
        ("pytest", False),
    ]


def test_comments_are_written_changed_and_removed(messypr: Terminal, folder: Path) -> None:
    added = messypr.json("comment", "add", f"{DRAFTING}:12-14", "-s", "nit", "-m", "one\ntwo")
    comment = added["comment"]
    assert isinstance(comment, dict)
    assert (comment["path"], comment["start_line"], comment["line"]) == (DRAFTING, 12, 14)
    name = str(comment["id"])
    assert messypr("comment", "list") == f"{name}  {DRAFTING}:12-14  nit: one two\n"
    said = messypr("comment", "edit", name[:3], "-s", "blocker")
    assert said == f"{name}  {DRAFTING}:12-14  blocker: one two\n"
    words = folder / "words.md"
    words.write_text("better\n", "utf-8")
    said = messypr("comment", "edit", name, "-F", str(words))
    assert said == f"{name}  {DRAFTING}:12-14  blocker: better\n"
    assert messypr("comment", "rm", name) == f"removed {said}"
    assert messypr.json("comment", "list")["comments"] == []
    assert f"no comment '{name}'; there are: none yet" in messypr.fails("comment", "rm", name)


def test_comments_on_the_left_and_on_whole_files(messypr: Terminal, folder: Path) -> None:
    assert folder.is_dir()
    left = messypr("comment", "add", "src/helpdesk/store.py:1", "--side", "L", "-m", "old")
    assert "  src/helpdesk/store.py:1 (left)  old\n" in left
    whole = messypr("comment", "add", DRAFTING, "-m", "issue (blocking): too long")
    assert f"  {DRAFTING}  issue (blocking): too long\n" in whole
    listed = messypr("comment", "list").splitlines()
    assert [line.split()[1] for line in listed] == [DRAFTING, "src/helpdesk/store.py:1"]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (f"{DRAFTING}:100000", "lines on side RIGHT; there is no line 100000"),
        ("nope.py:1", "no file 'nope.py' on side RIGHT"),
        ("x\x1b[31m.py:1", "no file 'x\\x1b[31m.py' on side RIGHT"),
        ("../../etc/passwd:1", "no file '../../etc/passwd' on side RIGHT"),
    ],
)
def test_a_place_that_does_not_exist_is_refused_before_anyone_writes_a_word(
    messypr: Terminal,
    folder: Path,
    editor: Callable[[str], Path],
    place: str,
    message: str,
) -> None:
    seen = editor("'text'")
    assert message in messypr.fails("comment", "add", place, "-e")
    assert not seen.exists()
    assert not (folder / ".git" / "messypr" / "review.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give the text with -m TEXT, -F FILE (- is stdin) or -e"),
        (["-m", "x", "-e"], "give only one of -m, -F and -e"),
        (["-m", ""], "body must not be empty"),
        (["-m", "a\x1b[31m"], "body holds the control character U+001B"),
        (["-m", "x" * 70_000], "body has 70,000 characters; at most 65,536 are allowed"),
    ],
)
def test_a_comment_that_would_not_be_accepted_is_refused(
    messypr: Terminal, folder: Path, arguments: list[str], message: str
) -> None:
    messypr("comment", "add", f"{DRAFTING}:2", "-m", "kept")
    assert message in messypr.fails("comment", "add", f"{DRAFTING}:1", *arguments)
    assert [c.body for c in rounds.load_review(rounds.find(folder)).comments] == ["kept"]


def test_files_that_are_no_text_or_too_long_are_refused(messypr: Terminal, folder: Path) -> None:
    odd = folder / "odd"
    odd.write_bytes(b"\xff\xfe")
    assert "is not UTF-8" in messypr.fails("comment", "add", f"{DRAFTING}:1", "-F", str(odd))
    odd.write_bytes(b"x" * (12 * 1024 * 1024 + 1))
    assert "is longer than" in messypr.fails("comment", "add", f"{DRAFTING}:1", "-F", str(odd))


def test_an_editor_shows_the_lines_and_gives_the_text(
    messypr: Terminal, folder: Path, editor: Callable[[str], Path]
) -> None:
    assert folder.is_dir()
    seen = editor("'# Title\\n\\nwords\\n' + text")
    messypr("comment", "add", f"{DRAFTING}:57", "-e")
    offered = seen.read_text()
    assert f"# {DRAFTING}:57\n" in offered
    assert "# >   57 class Drafter:\n" in offered
    comments = messypr.json("comment", "list")["comments"]
    assert isinstance(comments, list)
    assert comments[0]["body"] == "# Title\n\nwords"
    editor("text.replace('words', 'better words')")
    changed = messypr("comment", "edit", comments[0]["id"], "-e")
    assert changed.endswith("# Title better words\n")


def test_an_editor_that_saves_nothing_changes_nothing(
    messypr: Terminal, folder: Path, editor: Callable[[str], Path]
) -> None:
    assert folder.is_dir()
    editor("text")
    said = messypr.fails("comment", "add", f"{DRAFTING}:57", "-e")
    assert said == "messypr: nothing was written, so nothing has changed\n"
    assert messypr("comment", "list") == ""


def test_words_from_an_editor_are_not_lost_when_they_are_refused(
    messypr: Terminal, folder: Path, editor: Callable[[str], Path]
) -> None:
    editor("'half an hour of work \\x07'")
    said = messypr.fails("comment", "add", f"{DRAFTING}:57", "-e")
    kept = folder / ".git" / "messypr" / "comment.md"
    assert f"your text is in {kept}" in said
    assert kept.read_text() == "half an hour of work \x07"


def test_hostile_comments_are_listed_harmlessly(messypr: Terminal, folder: Path) -> None:
    assert folder.is_dir()
    text = "::error::x\n##[error]y [bold red]z[/] \u202e [/nope]"
    said = messypr("comment", "add", f"{DRAFTING}:1", "-m", text)
    assert "  : :error::x # #[error]y [bold" in said
    assert max(map(len, said.splitlines())) <= 80
    shown = messypr("comment", "show", said.split()[0])
    assert shown.endswith("\n        # #[error]y [bold red]z[/] \\u202e [/nope]\n")
    assert "\n        : :error::x\n" in shown
    assert "##[" not in messypr("comment", "list", "--json")


def test_markers_become_comments_and_leave_the_code(messypr: Terminal, folder: Path) -> None:
    file = folder / DRAFTING
    clean = file.read_text()
    lines = clean.splitlines(keepends=True)
    lines[72] = lines[72].rstrip() + "  #? issue: one failure stops all\n"
    lines.insert(56, "#? this class\n#? does a lot\n")
    file.write_text("".join(lines))
    file.chmod(0o755)
    assert messypr("comment", "import", "--markers") == "imported 2 comments\n"
    assert file.read_text() == clean
    assert file.stat().st_mode & 0o777 == 0o755
    listed = messypr("comment", "list")
    assert f"  {DRAFTING}:57  this class does a lot\n" in listed
    assert f"  {DRAFTING}:73  issue: one failure stops all\n" in listed
    file.write_text("".join(lines))
    said = messypr("comment", "import", "--markers")
    assert said == "imported 0 comments, 2 existed already\n"
    assert messypr.json("comment", "import", "--markers") == {
        "schema": "messypr/import/1",
        "added": 0,
        "skipped": 0,
        "summary": False,
        "event": None,
        "left_out": [],
        "changed": [],
    }


@pytest.mark.parametrize("form", ["messypr", "github", "rdjsonl", "sarif", "markdown"])
def test_a_review_exported_and_imported_is_the_review_that_was_typed(
    messypr: Terminal, folder: Path, form: str
) -> None:
    messypr("comment", "add", f"{DRAFTING}:57-60", "-s", "major", "-m", "# This\n\ndoes a lot.")
    messypr("comment", "add", DRAFTING, "-m", "question: why?")
    typed = messypr.json("comment", "list")
    file = folder.with_name("review")
    file.write_text(messypr("comment", "export", "--format", form), encoding="utf-8")
    for comment in typed["comments"]:  # type: ignore[attr-defined]
        messypr("comment", "rm", comment["id"])
    assert messypr("comment", "import", str(file)) == "imported 2 comments\n"
    assert messypr.json("comment", "list") == typed
    assert messypr("comment", "import", str(file)) == "imported 0 comments, 2 existed already\n"


def test_a_file_that_is_no_review_changes_nothing(messypr: Terminal, folder: Path) -> None:
    file = folder.with_name("review")
    file.write_text("hello", encoding="utf-8")
    assert "in no known format" in messypr.fails("comment", "import", str(file))
    assert messypr.json("comment", "list")["comments"] == []


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("new.py", b"x = 1  #? why\n", "new.py:1: this file is not part of the pull request"),
        (DRAFTING, b"x = '''  #? why\n", "cannot look for #? markers, the file is not Python"),
        (DRAFTING, b"x = 1  #? \xff\n", "cannot look for markers, it is not UTF-8"),
        (DRAFTING, b"x = 1  #?\n", "the marker #? says nothing"),
    ],
)
def test_markers_that_cannot_become_comments_stay_and_nothing_is_imported(
    messypr: Terminal, folder: Path, path: str, content: bytes, message: str
) -> None:
    good = folder / "src" / "helpdesk" / "cli.py"
    good.write_text(good.read_text() + "# end\nx = 1  #? good\n")
    before = good.read_text()
    (folder / path).write_bytes(content)
    assert message in messypr.fails("comment", "import", "--markers")
    assert good.read_text() == before
    assert (folder / path).read_bytes() == content
    assert messypr("comment", "list") == ""
    assert "  markers   " in messypr("status")


def test_a_round_whose_branch_is_gone_says_how_to_get_it_back(
    messypr: Terminal, folder: Path
) -> None:
    head = git.text("rev-parse", "HEAD", cwd=folder)
    git.run("update-ref", "-d", "refs/heads/draft-replies", cwd=folder)
    assert f"git branch draft-replies {head}" in messypr.fails("status")


def test_a_report_that_does_not_exist_yet_is_no_bug(messypr: Terminal, folder: Path) -> None:
    assert folder.is_dir()
    assert messypr.fails("report") == (
        "messypr: no report yet: hand the round in with `messypr submit`\n"
    )


def test_a_folder_that_cannot_be_written_is_no_bug(
    messypr: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    said = messypr.fails("start", "helpdesk", "--dir", f"file{os.sep}round", code=3)
    assert said.startswith("messypr: ")
    assert "bug" not in said


def test_comments_fit_eighty_columns_and_are_shown_in_full(messypr: Terminal, folder: Path) -> None:
    del folder
    text = f"nit: {'long ' * 40}\u202ered"
    added = messypr.json("comment", "add", f"{DRAFTING}:10-12", "-s", "nit", "-m", text)
    listed = messypr("comment", "list")
    assert "nit: nit" not in listed
    assert max(map(len, listed.splitlines())) <= 80
    comment = added["comment"]
    assert isinstance(comment, dict)
    shown = messypr("comment", "show", str(comment["id"]))
    assert " ".join(shown.split()).count("long") == 40
    assert "\u202e" not in shown
    assert messypr.json("comment", "show", str(comment["id"]))["comment"] == comment
    assert "no comment" in messypr.fails("comment", "show", "nope")


def test_a_duplicate_is_named_at_once(
    messypr: Terminal, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    first = messypr.json("comment", "add", f"{DRAFTING}:10", "-m", "This limits nothing.")
    comment = first["comment"]
    assert isinstance(comment, dict)
    assert app.run(["comment", "add", f"{DRAFTING}:12", "-m", "this limits NOTHING"]) == 0
    assert f"{comment['id']} says the same" in capsys.readouterr().err
    assert app.run(["comment", "add", f"{DRAFTING}:12", "-m", "Something else."]) == 0
    assert "says the same" not in capsys.readouterr().err
