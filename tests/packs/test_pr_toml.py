"""A mistake in pr.toml is one line: the file, the key, and what to write."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from checker.errors import PackError
from checker.model.pack import PlannedCommit, PullRequest
from checker.packs.pr_toml import parse

TEXT = """\
title = "A title"
author = "Somebody"
branch = "a-branch"
minutes = 45
level = "interview"
topics = ["async"]
package = "src"
tests = "tests"
contract = ["src/app.py::main"]
touch = ["src/*.py"]

[[commits]]
message = "all of it"
paths = ["*"]

[[upstream]]
message = "readme"
path = "README.md"
old = "One."
new = ""
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for folder in ("src", "tests"):
        (tmp_path / folder).mkdir()
    (tmp_path / "README.md").write_text("One.\n", "utf-8")
    return tmp_path


def parsed(text: str, base: Path) -> PullRequest:
    return parse(text, label="prs/mine/pr.toml", slug="mine", body="What it does.", base=base)


def test_what_is_right_is_read(base: Path) -> None:
    pr = parsed(TEXT, base)
    assert (pr.minutes, pr.draft, pr.reformats) == (45, False, ())
    assert pr.commits == (PlannedCommit(message="all of it", paths=("*",)),)
    assert [(each.path, each.new) for each in pr.upstream] == [(PurePosixPath("README.md"), "")]
    assert parsed(f"draft = true\n{TEXT}", base).draft


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes =", "minuts =", "unknown key 'minuts'; did you mean minutes?"),
        ("title =", "body =", "unknown key 'body'; known are title, author, branch"),
        ('branch = "a-branch"\n', "", "the key 'branch' is missing (write it above the first"),
        ("minutes = 45", 'minutes = "45"', "minutes must be a whole number, not '45'"),
        ("minutes = 45", "minutes = true", "minutes must be a whole number, not True"),
        ("minutes = 45", "minutes = 0", "minutes must be 1 or more, not 0"),
        ("minutes = 45", "minutes = ", "is no TOML: Invalid value (at line 4, column 11)"),
        ('"A title"', '" "', "title must be a text, not an empty one"),
        (
            'topics = ["async"]',
            'topics = "async"',
            'topics must be a list of texts, such as ["one"]',
        ),
        ('["async"]', '["async", 3]', "topics must be a list of texts, not 3 in it"),
        (
            'package = "src"',
            'package = "scr"',
            "package: there is no 'scr' in base/; did you mean src?",
        ),
        ('"tests"', '"../base/tests"', "tests: there is no '../base/tests' in base/"),
        ("title =", "draft = 1\ntitle =", "draft must be true or false, not 1"),
        ("[[commits]]", "[commits]", "commits must be sections, each begun by [[commits]]"),
        ("paths =", "path =", "[[commits]] 1: unknown key 'path'; did you mean paths?"),
        ('paths = ["*"]\n', "", "[[commits]] 1: the key 'paths' is missing"),
        (
            '"README.md"',
            '"READM.md"',
            "[[upstream]] 1: path: there is no 'READM.md' in base/; did",
        ),
        ("[[upstream]]", "[[upstreem]]", "unknown key 'upstreem'; did you mean upstream?"),
    ],
)
def test_a_mistake_is_named_with_its_mend(old: str, new: str, said: str, base: Path) -> None:
    assert old in TEXT
    with pytest.raises(PackError) as raised:
        parsed(TEXT.replace(old, new, 1), base)
    message = str(raised.value)
    assert message.startswith("prs/mine/pr.toml")
    assert said in message
    assert "\n" not in message
