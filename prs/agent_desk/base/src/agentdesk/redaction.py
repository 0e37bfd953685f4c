"""Personal data stays in the house: the model sees placeholders instead."""

from __future__ import annotations

import re
from collections import Counter

PERSONAL = re.compile(
    r"(?P<IBAN>\b(?:[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?"
    r"|[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z]{4})?(?:[ -]?\d{4}){2,7}(?:[ -]?\d{1,3})?)\b)"
    r"|(?P<EMAIL>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<PHONE>(?:\+|(?<![\w/-])(?!\d\d[/-]\d\d[/-]\d)\(?0)\d[\d ()/-]{6,}\d)"
)
PLACEHOLDER = re.compile(r"\[(?:IBAN|EMAIL|PHONE)-\d+\]")
BEGUN = re.compile(r"\[[A-Z]{0,5}(?:-\d{0,6})?\Z")


class Redactor:
    """Swaps personal data for placeholders and back; the same value is always the same one.

    A placeholder means something to the redactor that made it and to no other: use one for
    everything that goes into one request.
    """

    def __init__(self) -> None:
        self._placeholders: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._seen: Counter[str] = Counter()

    def hide(self, text: str) -> str:
        """Return the text with a placeholder for everything personal."""
        return PERSONAL.sub(lambda found: self._hidden(found.lastgroup or "", found.group()), text)

    def show(self, text: str) -> str:
        """Return the text with its placeholders resolved; unknown ones stay as they are."""
        return PLACEHOLDER.sub(lambda found: self._values.get(found.group(), found.group()), text)

    def _hidden(self, kind: str, value: str) -> str:
        if value not in self._placeholders:
            self._seen[kind] += 1
            placeholder = f"[{kind}-{self._seen[kind]}]"
            self._placeholders[value] = placeholder
            self._values[placeholder] = value
        return self._placeholders[value]


class Unveiling:
    """Shows a text that comes in pieces: a placeholder may be cut in two by them."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._held = ""

    def feed(self, piece: str) -> str:
        """Return what can be shown by now; the beginning of a placeholder is held back."""
        text = self._held + piece
        begun = BEGUN.search(text)
        ready = begun.start() if begun else len(text)
        self._held = text[ready:]
        return self._redactor.show(text[:ready])

    def end(self) -> str:
        """Return what was still held back."""
        rest, self._held = self._held, ""
        return rest
