"""Turn one line of code into HTML."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from itertools import pairwise

from markupsafe import Markup

from checker.markup.highlighting import Classes

MAX_LINE_CHARS = 5_000
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_PICTURES = 0x2400
_DELETE = 0x7F


def code_line(text: str, classes: Classes = (), marks: tuple[tuple[int, int], ...] = ()) -> Markup:
    """Return a line with colours and marks; invisible and reordering characters are named."""
    end = min(len(text), MAX_LINE_CHARS)
    cuts = {0, end, *(at for start, stop, _ in classes for at in (start, stop))}
    cuts |= {at for mark in marks for at in mark}
    places = sorted(at for at in cuts if at <= end)
    named = iter(classes)
    current = next(named, None)
    written = []
    for start, stop in pairwise(places):
        while current and current[1] <= start:
            current = next(named, None)
        piece = plain(text[start:stop])
        if current and current[0] <= start:
            piece = f"<i class={current[2]}>{piece}</i>"
        if any(first <= start < last for first, last in marks):
            piece = f"<mark>{piece}</mark>"
        written.append(piece)
    if end < len(text):
        written.append(f"<b class=cut>… {len(text) - end:,} more characters</b>")
    return Markup("".join(written))  # noqa: S704  every piece went through ``plain``


def plain(text: str) -> str:
    """Return a text as HTML: escaped, with a symbol or a name for each hidden character."""
    return _HIDDEN.sub(_spelt, escape(text, quote=True))


def _spelt(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < ord(" "):
        shown = chr(_PICTURES + number)
    elif number == _DELETE:
        shown = "␡"
    else:
        shown = f"U+{number:04X}"
    name = unicodedata.name(found[0], f"U+{number:04X}").lower()
    return f'<b class=hid title="{name}">{shown}</b>'
