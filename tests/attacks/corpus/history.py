"""Attacks through the repository itself: its configuration, its objects, its names."""

from __future__ import annotations

from pathlib import Path

from checker.system import git
from tests.attacks.attack import Attack

FIRES = "touch {mark}"


def _configure(*pairs: tuple[str, str]) -> Attack:
    names = ", ".join(name for name, _ in pairs)

    def repository(folder: Path) -> None:
        for name, value in pairs:
            command = value.replace("{mark}", str(folder.parent / "mark"))
            git.run("config", name, command, cwd=folder)

    return Attack(
        name=f"config {names}", tries="runs a command from .git/config", repository=repository
    )


def _hook(name: str) -> Attack:
    def repository(folder: Path) -> None:
        hook = folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {folder.parent / 'mark'}\n", "utf-8")
        hook.chmod(0o755)

    return Attack(name=f"hook {name}", tries="runs a command from a hook", repository=repository)


def _commit_entries(folder: Path, entries: str) -> None:
    """Commit a tree made of the head's entries and some more, as ``git mktree`` takes them."""
    listed = git.text("ls-tree", "HEAD", cwd=folder)
    tree = git.text("mktree", "--missing", cwd=folder, stdin=f"{listed}\n{entries}\n".encode())
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "m"), ("EMAIL", "m@example.com"))
    }
    commit = git.text("commit-tree", tree, "-p", "HEAD", "-m", "x", cwd=folder, extra=identity)
    git.run("update-ref", "HEAD", commit, cwd=folder)


def _blob(folder: Path, content: bytes) -> str:
    return git.text("hash-object", "-w", "--stdin", cwd=folder, stdin=content)


def _entry(name: str, tries: str, mode: str, path: str, content: bytes) -> Attack:
    def repository(folder: Path) -> None:
        _commit_entries(folder, f"{mode} blob {_blob(folder, content)}\t{path}")

    return Attack(name=name, tries=tries, repository=repository)


def _submodule(folder: Path) -> None:
    _commit_entries(folder, f"160000 commit {'1' * 40}\tsrc2")


def _bomb(folder: Path) -> None:
    """Ten levels of ten equal entries: ten billion paths in eleven objects."""
    kind, oid, mode = "blob", _blob(folder, b"x"), "100644"
    for _ in range(10):
        entries = "\n".join(f"{mode} {kind} {oid}\tn{n}" for n in range(10))
        oid = git.text("mktree", cwd=folder, stdin=f"{entries}\n".encode())
        kind, mode = "tree", "040000"
    _commit_entries(folder, f"040000 tree {oid}\tbomb")


def _replaced(folder: Path) -> None:
    """Replace a blob of the head by another one."""
    here = git.text("rev-parse", "HEAD:src/helpdesk/drafting.py", cwd=folder)
    there = _blob(folder, b"raise SystemExit\n")
    git.run("update-ref", f"refs/replace/{here}", there, cwd=folder)


def _grafted(folder: Path) -> None:
    head = git.text("rev-parse", "HEAD", cwd=folder)
    (folder / ".git" / "info" / "grafts").write_text(f"{head}\n", "utf-8")


def _attributes(folder: Path) -> None:
    info = folder / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("* filter=evil diff=evil\n", "utf-8")
    git.run("config", "filter.evil.smudge", f"touch {folder.parent / 'mark'}", cwd=folder)
    git.run("config", "filter.evil.clean", f"touch {folder.parent / 'mark'}", cwd=folder)
    git.run("config", "diff.evil.textconv", f"touch {folder.parent / 'mark'}", cwd=folder)


def _orphan(folder: Path) -> None:
    tree = git.text("rev-parse", "HEAD^{tree}", cwd=folder)
    identity = {
        f"GIT_{who}_{what}": "m" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    commit = git.text("commit-tree", tree, "-m", "mine", cwd=folder, extra=identity)
    git.run("update-ref", "HEAD", commit, cwd=folder)


ATTACKS: tuple[Attack, ...] = (
    _configure(("core.fsmonitor", FIRES)),
    _configure(("diff.external", FIRES)),
    _configure(("core.sshCommand", FIRES), ("uploadpack.packObjectsHook", FIRES)),
    _configure(("core.hooksPath", ".")),
    _configure(("core.pager", FIRES), ("gpg.program", FIRES)),
    _hook("post-checkout"),
    _hook("reference-transaction"),
    Attack(name="filters", tries="runs filters and textconv", repository=_attributes),
    _entry(
        "symlink", "links a module to a file of the machine", "120000", "link.py", b"/etc/passwd"
    ),
    _entry("case clash", "two names that are one elsewhere", "100644", "readme.MD", b"x"),
    _entry("odd name", "a terminal escape in a name", "100644", "a\x1b[31m.py", b"x"),
    _entry("leading dash", "a name that looks like an option", "100644", "--help.py", b"x"),
    Attack(name="submodule", tries="brings a submodule", repository=_submodule),
    Attack(name="git bomb", tries="ten billion paths in eleven objects", repository=_bomb),
    Attack(name="replaced object", tries="shows another blob than it has", repository=_replaced),
    Attack(name="graft", tries="invents another history", repository=_grafted),
    Attack(name="orphan history", tries="hands in another history", repository=_orphan),
)
