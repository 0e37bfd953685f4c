"""Blank the comments that silence a linter or a type checker, keeping every line where it is."""

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
    """Return the tree with the silencing comments of its Python files blanked.

    A file that cannot be tokenized is kept: the tool will say what is wrong with it.
    """
    return {
        path: _blank(content) if path.suffix == ".py" else content for path, content in tree.items()
    }


def _blank(content: bytes) -> bytes:
    try:
        source = content.decode()
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (UnicodeDecodeError, SyntaxError, tokenize.TokenError, ValueError):
        return content
    lines = source.splitlines(keepends=True)
    for token in tokens:
        if token.type == tokenize.COMMENT and SILENCING.search(token.string):
            row, column = token.start[0] - 1, token.start[1]
            line = lines[row]
            end = line[len(line.rstrip("\r\n")) :]
            lines[row] = f"{line[:column].rstrip()}{end}"
    return "".join(lines).encode()
