from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.submission.conftest import Candidate


def test_links_and_submodules_are_not_followed(candidate: Candidate) -> None:
    candidate.plant(b"src/app.py", b"/etc/passwd", mode="120000")
    candidate.plant(b"src/new/vendor", mode="160000")
    submission = candidate.read()
    assert submission.tree == candidate.dealt.head
    assert {i.path: i.reason for i in submission.ignored} == {
        "src/app.py": "a symbolic link is not read",
        "src/new/vendor": "a submodule is not read",
    }


def test_names_that_differ_only_in_case_cannot_shadow_dealt_files(candidate: Candidate) -> None:
    candidate.plant(b"src/APP.py", b"evil = 1\n")
    candidate.plant(b"src/new/A.py", b"a = 1\n")
    candidate.plant(b"src/new/a.py", b"b = 1\n")
    candidate.plant(b"src/NEW/c.py", b"c = 1\n")
    ignored = candidate.ignored()
    assert ignored["src/APP.py"] == "its name differs from src/app.py only in capital letters"
    assert ignored["src/new/a.py"] == "its name differs from src/new/A.py only in capital letters"
    assert "src/NEW/c.py" in ignored
    assert PurePosixPath("src/new/A.py") in candidate.read().tree


def test_a_file_may_be_renamed_in_case_alone(candidate: Candidate) -> None:
    candidate.git("mv", "src/extra.py", "src/Extra.py")
    candidate.commit()
    assert PurePosixPath("src/Extra.py") in candidate.read().tree
    assert candidate.ignored() == {}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"src/new/a\nb.py", r"src/new/a\nb.py"),
        (b"src/new/\x1b[2J.py", r"src/new/\x1b[2J.py"),
        (b"src/new/-rf.py", "src/new/-rf.py"),
        (b"src/new/\xff.py", r"src/new/\udcff.py"),
        ("src/new/\u202epy.txt".encode(), r"src/new/\u202epy.txt"),
        ("src/new/e\u0301.py".encode(), "src/new/e\u0301.py"),
        (b"src/new/a b.py", "src/new/a b.py"),
    ],
)
def test_odd_names_are_ignored_and_shown_harmless(
    candidate: Candidate, name: bytes, shown: str
) -> None:
    candidate.plant(name, b"x = 1\n")
    ignored = candidate.ignored()
    assert list(ignored) == [shown]
    assert "holds characters other than" in ignored[shown]


def test_a_name_without_end_is_ignored(candidate: Candidate) -> None:
    candidate.plant(b"src/new/" + b"a/" * 300 + b"b.py")
    (reason,) = candidate.ignored().values()
    assert "its name has 612 bytes" in reason


def test_a_file_cannot_take_the_place_of_a_dealt_folder(candidate: Candidate) -> None:
    candidate.git("rm", "--quiet", "-r", "src/data", "README.md")
    candidate.write("src/data", "flat\n")
    candidate.write("README.md/new.py", "")
    candidate.commit()
    pr = candidate.pr
    assert "src/data" not in pr.touch
    ignored = candidate.ignored()
    assert candidate.read().tree == candidate.dealt.head
    assert set(ignored) == {"src/data", "src/data/words.txt", "README.md", "README.md/new.py"}
