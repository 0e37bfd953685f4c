"""Pages that are parts of others, so that nothing is written twice; pure."""

from __future__ import annotations

import re

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def sections(text: str) -> dict[str, str]:
    """Return the text below each heading of the second level; code blocks have no headings."""
    found = list(HEADING.finditer(_without_code(text)))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return {each[1]: text[each.end() : end].strip() for each, end in zip(found, ends, strict=True)}


def page_of(text: str, title: str, wanted: re.Pattern[str]) -> str:
    """Return a page with the sections of a text whose headings match.

    Raises:
        LookupError: no heading does.
    """
    chosen = {name: body for name, body in sections(text).items() if wanted.fullmatch(name)}
    if not chosen:
        raise LookupError(f"no section matches {wanted.pattern!r}")
    if len(chosen) == 1:
        [body] = chosen.values()
        return f"# {title}\n\n{_raised(body)}\n"
    parts = [f"## {name}\n\n{body}" for name, body in chosen.items()]
    return f"# {title}\n\n" + "\n\n".join(parts) + "\n"


def _without_code(text: str) -> str:
    """Return a text of the same length with spaces for its code blocks."""
    return FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)


def _raised(text: str) -> str:
    """Return a text with its headings one level higher."""
    lines = zip(text.splitlines(), _without_code(text).splitlines(), strict=True)
    return "\n".join(line[1:] if seen.startswith("###") else line for line, seen in lines)
