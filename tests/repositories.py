"""Small repositories made with git itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from checker.model.pack import Tree
from checker.system import git, trees


def identity(name: str) -> Mapping[str, str]:
    """Return the environment in which a person of that name commits."""
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", f"{name.lower()}@example.org"))
    }


def make_repository(folder: Path, base: Tree, head: Tree, author: str) -> tuple[str, str]:
    """Commit one tree on ``main`` and one on ``feature``; return the ids of both commits."""
    folder.mkdir()
    git.run("init", "--quiet", "--initial-branch", "main", cwd=folder)
    return (
        commit_tree(folder, base, "main", author),
        commit_tree(folder, head, "feature", author),
    )


def commit_tree(folder: Path, tree: Tree, branch: str, author: str) -> str:
    """Commit a tree on a branch, which is made where it is missing; return the commit's id."""
    git.run("checkout", "--quiet", "-B", branch, cwd=folder)
    trees.write(tree, folder)
    git.run("add", "--all", cwd=folder)
    git.run("commit", "--quiet", "--message", branch, cwd=folder, extra=identity(author))
    return git.text("rev-parse", "HEAD", cwd=folder)
