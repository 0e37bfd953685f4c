"""The commands that the documentation prints, as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^    (\S.*)$", re.MULTILINE)
INLINE = re.compile(r"`(messypr [^`]+)`")
STEP = re.compile(r"^( *)(?:- )?run: (\|\n(?:\1 .*\n|\n)+|.+\n)", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a page in one language."""
    return [text for kind, text in FENCE.findall(page.read_text("utf-8")) if kind == language]


def commands(page: Path) -> list[str]:
    """Return every command of messypr that a page prints, each on one line."""
    text = page.read_text("utf-8")
    fenced = "\n".join(block for kind, block in FENCE.findall(text) if kind in {"sh", "yaml"})
    lines = fenced.replace("\\\n", " ").splitlines()
    lines += INDENTED.findall(FENCE.sub("", text))
    found = [match[0] for each in lines if (match := re.search(r"(?<![\w./-])messypr .*", each))]
    return [*found, *(" ".join(each.split()) for each in INLINE.findall(FENCE.sub("", text)))]


def workflow_steps() -> list[str]:
    """Return the shell steps of README's workflow, in order."""
    [workflow] = blocks(ROOT / "README.md", "yaml")
    steps = []
    for match in STEP.finditer(workflow):
        text = match[2].removeprefix("|\n")
        margin = len(text) - len(text.lstrip(" "))
        steps.append("\n".join(line[margin:] for line in text.splitlines()))
    return steps
