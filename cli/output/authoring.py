"""Say what was begun for an author, and what is left to do."""

from __future__ import annotations

from collections.abc import Sequence

from checker.authoring.begin import Begun


def begun_text(begun: Begun) -> str:
    """Return the files that were written and the steps that are left, in order."""
    lines = [f"wrote {file}" for file in begun.files]
    lines += ["", "what is left:"]
    lines += [f"  {number}. {step}" for number, step in enumerate(begun.steps, 1)]
    return "\n".join(lines)


def undone_text(files: Sequence[str]) -> str:
    """Return the files that were removed, and the list that the entry was taken out of."""
    return "\n".join(
        f"{'changed' if file.endswith(('__init__.py', 'catalogue.py')) else 'removed'} {file}"
        for file in files
    )
