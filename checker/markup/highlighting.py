"""Colour classes for code; a whole file is tokenized at once, so that long strings are right."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from pygments import lex
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class
from pygments.token import Token

MAX_CHARS = 400_000
Classes = tuple[tuple[int, int, str], ...]
"""The coloured ranges of one line: start column, stop column, class."""

_LANGUAGES = {
    ".py": "Python",
    ".pyi": "Python",
    ".toml": "TOML",
    ".json": "JSON",
    ".yaml": "YAML",
    ".yml": "YAML",
    ".ini": "INI",
    ".cfg": "INI",
    ".sh": "Bash",
    ".sql": "SQL",
    ".html": "HTML",
    ".css": "CSS",
    ".js": "JavaScript",
}
_KINDS = (
    (Token.Keyword.Constant, "m"),
    (Token.Keyword, "k"),
    (Token.Operator.Word, "k"),
    (Token.Name.Function, "f"),
    (Token.Name.Decorator, "f"),
    (Token.Name.Class, "t"),
    (Token.Name.Exception, "t"),
    (Token.Name.Builtin, "t"),
    (Token.Name.Tag, "k"),
    (Token.Name.Attribute, "t"),
    (Token.Literal.String, "s"),
    (Token.Literal.Number, "m"),
    (Token.Comment, "c"),
)


def classes(path: PurePosixPath, lines: tuple[str, ...]) -> tuple[Classes, ...]:
    """Return the classes of every line; none if the language is unknown or the file is long."""
    language = _LANGUAGES.get(path.suffix.lower())
    if language is None or sum(map(len, lines)) > MAX_CHARS:
        return ((),) * len(lines)
    lexer = _lexer(language)
    found: list[list[tuple[int, int, str]]] = [[]]
    column = 0
    for kind, value in lex("\n".join(lines), lexer):
        name = _kind(kind)
        for number, piece in enumerate(value.split("\n")):
            if number:
                found.append([])
                column = 0
            if piece and name:
                _extend(found[-1], column, column + len(piece), name)
            column += len(piece)
    found += [[]] * (len(lines) - len(found))
    return tuple(map(tuple, found[: len(lines)]))


def _extend(line: list[tuple[int, int, str]], start: int, stop: int, name: str) -> None:
    """Add a range to a line; it is merged with the one before it if both have one class."""
    if line and line[-1][1:] == (start, name):
        start = line.pop()[0]
    line.append((start, stop, name))


@lru_cache(maxsize=1_000)
def _kind(kind: object) -> str:
    return next((name for token, name in _KINDS if kind in token), "")


def _lexer(language: str) -> Lexer:
    """Return one of Pygments' own lexers; plug-ins of other packages are not searched."""
    found = find_lexer_class(language)
    return found(stripnl=False, ensurenl=False)
