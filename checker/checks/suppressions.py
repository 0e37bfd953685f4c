"""Blank the comments that silence a linter or a type checker; every line stays where it is."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import PurePosixPath

from checker.model.pack import Tree

SILENCING = re.compile(
    r"#\s*(type:\s*ignore|mypy:|pyright:|ruff:|noqa|flake8:|pylint:|pyre-|fmt:)", re.IGNORECASE
)


def blanked(tree: Tree) -> dict[PurePosixPath, bytes]:
    """Return the tree with the suppression comments of its Python files blanked.

    A file that cannot be tokenized is kept: the tool reports what is wrong with it.
    """
    return {
        path: _blank(content) if path.suffix == ".py" else content for path, content in tree.items()
    }


def _blank(content: bytes) -> bytes:
    try:
        source = content.decode()
        rows = io.StringIO(
            source
        ).readlines()  # tokenize counts only these; splitlines splits at more characters
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (UnicodeDecodeError, SyntaxError, tokenize.TokenError, ValueError):
        return content
    for token in reversed(tokens):  # from the end, so that the columns before stay right
        if token.type == tokenize.COMMENT and SILENCING.search(token.string):
            row, first, last = token.start[0] - 1, token.start[1], token.end[1]
            rows[row] = f"{rows[row][:first].rstrip()}{rows[row][last:]}"
    return "".join(rows).encode()
