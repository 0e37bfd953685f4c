"""Turn text for people into HTML: Markdown without HTML, pictures and harmful links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from checker.diffs import changed
from checker.markup.code import code_line, plain

MAX_CHARS = 70_000
SUGGESTION = "suggestion"
_LABEL = re.compile(r"\s*\**([a-z]{2,12})[ ]?(\([^()\n]{1,60}\))?\**:\**(?=\s)", re.IGNORECASE)
LABELS = frozenset(
    {"praise", "nitpick", "suggestion", "issue", "todo", "question", "thought", "chore", "note"}
)


class _Renderer(RendererHTML):
    """Renders text with hidden characters named, and suggestions as small diffs."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        del options, env
        return plain(tokens[idx].content)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        del options, env
        return f"<code>{plain(tokens[idx].content)}</code>"

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        del options, env
        return f"<pre>{plain(tokens[idx].content)}</pre>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        del options
        token = tokens[idx]
        if token.info.strip() == SUGGESTION and "lines" in env:
            said = token.content.removesuffix("\n")
            after = tuple(said.split("\n")) if said else ()
            return f"<p class=where>Suggested change</p>{suggestion(env['lines'], after)}"
        return f"<pre>{plain(token.content)}</pre>"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """Return a parser for hostile text: no HTML, no pictures, links only to http and https."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.disable(["image", "html_block", "html_inline"])
    parser.validateLink = lambda url: url.lower().startswith(("http://", "https://"))  # type: ignore[method-assign]
    return parser.enable("table")


def prose(text: str) -> Markup:
    """Return Markdown as HTML."""
    return _rendered(text[:MAX_CHARS], {})


def inline(text: str) -> Markup:
    """Return a sentence as HTML: what is between backticks is code, the rest is text."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:  # one without an end is a backtick
        pieces[-2:] = ["`".join(pieces[-2:])]
    written = (
        f"<code>{plain(piece)}</code>" if number % 2 else plain(piece)
        for number, piece in enumerate(pieces)
    )
    return Markup("".join(written))  # noqa: S704  every piece went through ``plain``


def comment(body: str, lines: tuple[str, ...]) -> Markup:
    """Return the body of a comment as HTML; ``lines`` are the lines that it is about."""
    return _rendered(body[:MAX_CHARS], {"lines": lines})


def label(body: str) -> str:
    """Return the Conventional Comments label that a comment begins with, or ""."""
    found = _LABEL.match(body)
    return found[1].lower() if found and found[1].lower() in LABELS else ""


def _rendered(text: str, env: dict[str, object]) -> Markup:
    written = _markdown().render(text, env)
    return Markup(written.replace("<a ", '<a rel="noreferrer noopener" target="_blank" '))  # noqa: S704


def suggestion(before: tuple[str, ...], after: tuple[str, ...]) -> Markup:
    """Return a suggested replacement of some lines as a small diff with marked words."""
    gone: dict[int, tuple[tuple[int, int], ...]] = {}
    come: dict[int, tuple[tuple[int, int], ...]] = {}
    for number, (old, new) in enumerate(zip(before, after, strict=False)):
        gone[number], come[number] = changed(old, new)
    old_rows = (_line("del", old, gone.get(n, ())) for n, old in enumerate(before))
    new_rows = (_line("add", new, come.get(n, ())) for n, new in enumerate(after))
    return Markup(  # noqa: S704  made of escaped pieces
        '<div class="sug"><div class=scroll tabindex=0 role=group aria-label="Change">'
        f"{''.join(old_rows)}{''.join(new_rows)}</div></div>"
    )


def _line(kind: str, text: str, marks: tuple[tuple[int, int], ...]) -> str:
    word = "removed" if kind == "del" else "added"
    return f"<div class={kind}><span class=sr>{word}: </span>{code_line(text, (), marks)}</div>"
