from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from checker.errors import ForeignSubmissionError, SubmissionError
from checker.system import git

if TYPE_CHECKING:
    from tests.submission.conftest import Candidate

APP = PurePosixPath("src/app.py")
FIXED = "import asyncio\n"


def test_commands_in_the_candidates_repository_never_run(
    candidate: Candidate, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    candidate.write("src/app.py", FIXED)
    candidate.write(".gitattributes", "* filter=x diff=x merge=x\n")
    candidate.commit()
    command = f"touch {trace};"
    for key in (
        *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.gitProxy"),
        *("filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv"),
        *("diff.x.command", "diff.external", "merge.x.driver", "core.alternateRefsCommand"),
        *("uploadpack.packObjectsHook", "alias.upload-pack", "gpg.program", "credential.helper"),
        *("remote.origin.uploadpack", "core.askPass"),
    ):
        candidate.git("config", key, command)
    candidate.git("config", "filter.x.required", "true")
    hooks = candidate.repository / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\n{command}\n")
        (hooks / name).chmod(0o755)
    candidate.git("config", "core.hooksPath", str(hooks))
    os.utime(candidate.repository / "src" / "app.py", (0, 0))
    assert candidate.read().tree[APP] == FIXED.encode()
    assert not trace.exists()
    git.succeeds("status", cwd=candidate.repository)  # the trap is armed: porcelain springs it
    assert trace.exists()


def test_a_missing_object_is_not_fetched_by_the_candidates_command(
    candidate: Candidate, tmp_path: Path
) -> None:
    candidate.write("src/app.py", FIXED)
    candidate.commit()
    oid = candidate.git("rev-parse", "HEAD:src/app.py")
    (candidate.repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "evil",
        "remote.evil.promisor": "true",
        "remote.evil.url": candidate.repository.as_uri(),
        "remote.evil.uploadpack": f"touch {tmp_path / 'trace'};",
    }.items():
        candidate.git("config", key, value)
    with pytest.raises(SubmissionError, match="git cannot read"):
        candidate.read()
    assert not (tmp_path / "trace").exists()


def test_large_files_are_ignored_and_too_much_is_refused(candidate: Candidate) -> None:
    candidate.write("src/app.py", "#" * (64 * 1024 + 1))
    candidate.write("src/new/large.txt", "#" * (1024 * 1024 + 1))
    candidate.commit()
    submission = candidate.read()
    assert submission.tree == candidate.dealt.head
    assert [i.path for i in submission.ignored] == ["src/app.py", "src/new/large.txt"]
    for number in range(9):
        candidate.write(f"src/new/{number}.txt", str(number) * (1024 * 1024))
    candidate.commit()
    with pytest.raises(SubmissionError, match="the files to read have 9,437,184 bytes"):
        candidate.read()


def test_a_tree_of_millions_of_paths_is_refused_at_once(candidate: Candidate) -> None:
    mode, kind = "100644", "blob"
    oid = candidate.git("hash-object", "-w", "--stdin", stdin=b"boom")
    for _ in range(7):
        listing = "".join(f"{mode} {kind} {oid}\t{name}\n" for name in "abcdefghij")
        oid = candidate.git("mktree", stdin=listing.encode())
        mode, kind = "040000", "tree"
    commit = candidate.git("commit-tree", oid, "-p", "HEAD", "-m", "bomb")
    candidate.git("update-ref", "HEAD", commit)
    with pytest.raises(SubmissionError, match="holds more than 5,000 files"):
        candidate.read()


def test_attributes_do_not_hide_files(candidate: Candidate) -> None:
    candidate.write("src/app.py", FIXED + "# $Format:%H$\n")
    candidate.write("src/.gitattributes", "app.py export-ignore export-subst -diff\n")
    candidate.commit()
    submission = candidate.read()
    assert submission.tree[APP] == (FIXED + "# $Format:%H$\n").encode()
    assert [i.path for i in submission.ignored] == ["src/.gitattributes"]


def test_replaced_objects_count_as_they_are(candidate: Candidate) -> None:
    fixed = candidate.git("hash-object", "-w", "--stdin", stdin=FIXED.encode())
    candidate.git("replace", "HEAD:src/app.py", fixed)
    candidate.git("replace", "main", "feature")
    assert candidate.read().tree == candidate.dealt.head


def test_grafted_parents_do_not_make_a_foreign_history_ours(candidate: Candidate) -> None:
    tree = candidate.git("rev-parse", "HEAD^{tree}")
    orphan = candidate.git("commit-tree", tree, "-m", "orphan")
    info = candidate.repository / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "grafts").write_text(f"{orphan} {candidate.dealt.head_commit}\n")
    candidate.git("update-ref", "refs/heads/orphan", orphan)
    with pytest.raises(ForeignSubmissionError):
        candidate.read(ref="orphan")


@pytest.mark.parametrize("source", ["repository", "bundle"])
def test_broken_objects_are_refused(candidate: Candidate, tmp_path: Path, source: str) -> None:
    blob = candidate.git("hash-object", "-w", "--stdin", stdin=b"[core]\n")
    config = b"100644 config\0" + bytes.fromhex(blob)
    store = ("hash-object", "-w", "-t", "tree", "--literally", "--stdin")
    inner = candidate.git(*store, stdin=config)
    tree = candidate.git(*store, stdin=b"40000 .git\0" + bytes.fromhex(inner))
    commit = candidate.git("commit-tree", tree, "-p", "HEAD", "-m", "evil")
    candidate.git("update-ref", "HEAD", commit)
    path = candidate.repository
    if source == "bundle":
        path = tmp_path / "evil.bundle"
        candidate.git("bundle", "create", "--quiet", str(path), "feature")
    with pytest.raises(SubmissionError, match=r"fsck error|hasDotgit"):
        candidate.read(path)


def test_files_that_steer_python_or_the_tests_are_ignored(candidate: Candidate) -> None:
    candidate.write("tests/conftest.py", "raise SystemExit(0)\n")
    candidate.write("src/new/conftest.py", "")
    candidate.write("src/app.pyi", "def main() -> int: ...\n")
    candidate.write("src/new/__pycache__/app.cpython-311.pyc", "")
    candidate.write("src/sitecustomize.py", "")
    candidate.write("src/new/usercustomize/__init__.py", "")
    candidate.write("src/new/evil.pth", "import os\n")
    candidate.write("pyproject.toml", "[tool.pytest.ini_options]\naddopts = '-p evil'\n")
    (candidate.repository / "README.md").unlink()
    candidate.commit()
    submission = candidate.read()
    assert submission.tree == candidate.dealt.head
    assert {i.path for i in submission.ignored} == {
        *("tests/conftest.py", "src/new/conftest.py", "src/app.pyi", "src/sitecustomize.py"),
        *("src/new/__pycache__/app.cpython-311.pyc", "src/new/usercustomize/__init__.py"),
        *("src/new/evil.pth", "pyproject.toml", "README.md"),
    }


def test_a_long_list_of_ignored_files_is_cut(candidate: Candidate) -> None:
    for number in range(250):
        candidate.write(f"docs/{number}.md", "x")
    candidate.commit()
    ignored = candidate.read().ignored
    assert len(ignored) == 201
    assert ignored[-1].reason == "and 50 more"
