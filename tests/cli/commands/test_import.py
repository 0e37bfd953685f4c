"""Reviews of other tools, imported into a dealt repository: nothing is lost without a word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.review.formats import detect
from checker.system import git
from cli import app
from tests.cli.commands.test_rounds import Terminal, messypr
from tests.review.samples import SAMPLES, At, Sample
from tests.review.samples.github import comment
from tests.review.samples.sample import DRAFTING, HEAD

__all__ = ["messypr"]


def imported(terminal: Terminal, folder: Path, text: str, *arguments: str) -> dict[str, Any]:
    file = folder.with_name("review")
    head = git.text("rev-parse", "HEAD", cwd=folder)
    file.write_bytes(text.replace(HEAD, head).encode())
    return terminal.json("comment", "import", str(file), *arguments)


def fits(comment: dict[str, Any], at: At) -> bool:
    place = (comment["path"], comment["line"], comment["side"], comment["severity"])
    start = at.start if at.start is not None else at.line
    return (
        place == (at.path, at.line, at.side, at.severity)
        and comment["start_line"] == start
        and at.says in comment["body"]
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_file_is_imported_and_what_is_left_out_is_named(
    messypr: Terminal, folder: Path, sample: Sample
) -> None:
    assert detect(sample.text) is sample.form
    author = ("--author", sample.author) if sample.author else ()
    said = imported(messypr, folder, sample.text, *author)
    listed: Any = messypr.json("comment", "list")["comments"]
    assert len(listed) == len(sample.at) == said["added"], (listed, said)
    for at in sample.at:
        assert any(fits(each, at) for each in listed), (at, listed)
    reasons = [each["reason"] for each in said["left_out"]]
    assert len(reasons) == len(sample.left_out), reasons
    for reason in sample.left_out:
        assert any(reason in each for each in reasons), (reason, reasons)
    changed = [each["reason"] for each in said["changed"]]
    assert len(changed) == len(sample.changed), changed
    assert all(any(part in each for each in changed) for part in sample.changed)
    review = json.loads((folder / ".git/messypr/review.json").read_text())
    assert sample.summary in review["body"]
    assert bool(review["body"]) == bool(sample.summary)
    assert said["event"] == sample.event
    again = imported(messypr, folder, sample.text, *author)
    assert (again["added"], again["skipped"], again["summary"]) == (0, len(sample.at), False)


@pytest.mark.parametrize("form", ["rdjson", "sarif", "gitlab"])
def test_what_ruff_itself_writes_is_imported(messypr: Terminal, folder: Path, form: str) -> None:
    file = folder / DRAFTING
    clean = file.read_text()
    file.write_text(clean.replace("import asyncio\n", "import asyncio\nimport colorsys\n", 1))
    ran = subprocess.run(
        [
            str(Path(sys.executable).with_name("ruff")),
            "check",
            "--isolated",
            "--select",
            "F401",
            f"--output-format={form}",
            str(file),
        ],
        capture_output=True,
        check=False,
        cwd=folder,
    )
    file.write_text(clean)
    assert b"F401" in ran.stdout
    said = imported(messypr, folder, ran.stdout.decode())
    assert (said["added"], said["left_out"]) == (1, [])
    listed: Any = messypr.json("comment", "list")["comments"]
    [found] = listed
    assert found["path"] == DRAFTING
    assert "imported but unused" in found["body"]
    assert ("```suggestion" in found["body"]) is (form != "gitlab")


def test_ids_of_two_files_do_not_collide(messypr: Terminal, folder: Path) -> None:
    first, second = (
        json.dumps({"schema": "messypr/review/1", "comments": [
            {"id": "c1", "path": DRAFTING, "line": line, "body": f"about line {line}"}]})
        for line in (3, 4)
    )  # fmt: skip
    assert imported(messypr, folder, first)["added"] == 1
    assert imported(messypr, folder, second)["added"] == 1
    assert imported(messypr, folder, second)["skipped"] == 1
    assert len(messypr.json("comment", "list")["comments"]) == 2  # type: ignore[arg-type]


def test_a_comment_that_was_changed_elsewhere_is_not_lost_in_silence(
    messypr: Terminal, folder: Path
) -> None:
    imported(messypr, folder, json.dumps([comment()]))
    other = [comment(body="other words"), comment(8, original_line=73)]
    said = imported(messypr, folder, json.dumps(other))
    assert said["added"] == 1
    [left] = said["left_out"]
    assert left["reason"] == "gh-7 is there with other words; `messypr comment rm gh-7` first"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "in no known format"),
        ('{"schema": "messypr/review/1", "comments": []}', "the file holds no comment"),
        ('[{"notes": []}]', "the file holds no comment"),
        (json.dumps([comment(path="src/no.py")]), "no file 'src/no.py' on side RIGHT"),
        (json.dumps([comment(in_reply_to_id=3)]), "entry 1: it is a reply"),
        (json.dumps([{"user": {"login": "ann"}, "state": "COMMENTED", "body": ""}]), None),
        ("## src/helpdesk/no.py:3\nx", "no file 'src/helpdesk/no.py'"),
        (json.dumps([comment(), comment(8, user={"login": "ci", "type": "Bot"})]),
         "there are comments of 'ann' (1), 'ci' (1, a bot): say whose with --author"),
    ],
)  # fmt: skip
def test_nothing_taken_in_is_an_error_that_says_why(
    messypr: Terminal, folder: Path, text: str, message: str | None
) -> None:
    file = folder.with_name("review")
    file.write_text(text)
    if message is None:
        messypr("comment", "import", str(file))
        return
    assert message in messypr.fails("comment", "import", str(file))
    assert messypr.json("comment", "list")["comments"] == []


def test_people_read_what_was_left_out(messypr: Terminal, folder: Path) -> None:
    file = folder.with_name("review")
    file.write_text(json.dumps([comment(commit_id=None, original_commit_id=None)] + [
        comment(n, in_reply_to_id=7) for n in range(8, 13)]))  # fmt: skip
    assert app.run(["comment", "import", str(file)]) == 0
    said = messypr.capsys.readouterr()
    assert said.out == "imported 1 comment, 5 left out\n"
    assert said.err == "left out: entry 2, entry 3, entry 4 and 2 more: it is a reply\n"
