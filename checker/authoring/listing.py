"""Write a new module into a list of modules: its import and its entry, as text."""

from __future__ import annotations

import re
from bisect import bisect

from checker.errors import PackError


def with_module(text: str, *, package: str, module: str, constant: str, label: str) -> str:
    """Return the text of a catalogue with one more module in it.

    The catalogue imports its modules by ``from package import (...)``, one a line, and lists
    ``module.CONSTANT,`` for each of them.

    Args:
        text: The catalogue's source.
        package: Where the module is.
        module: The new module's name.
        constant: What the catalogue lists of each module.
        label: The catalogue's name in messages.

    Raises:
        PackError: the catalogue is not written like that; the message says what to write.
    """
    block = re.search(
        rf"^from {re.escape(package)} import \(\n((?:    \w+,\n)+)\)", text, re.MULTILINE
    )
    names = re.findall(r"\w+", block[1]) if block else []
    names = [name for name in names if f"    {name}.{constant},\n" in text]
    if block is None or not names:
        wanted = f"from {package} import {module} ... {module}.{constant}"
        raise PackError(f"{label} is not written as expected: add by hand {wanted}")
    imports = sorted([*re.findall(r"\w+", block[1]), module])
    text = text.replace(block[1], "".join(f"    {name},\n" for name in imports), 1)
    entry, place = f"    {module}.{constant},\n", bisect(sorted(names), module)
    if names == sorted(names) and place < len(names) and _in_order(text, names, constant):
        beside = f"    {sorted(names)[place]}.{constant},\n"
        return text.replace(beside, entry + beside, 1)
    last = max(names, key=lambda name: text.index(f"    {name}.{constant},\n"))
    beside = f"    {last}.{constant},\n"
    return text.replace(beside, beside + entry, 1)


def without_module(text: str, *, package: str, module: str, constant: str, label: str) -> str:
    """Return the text of a catalogue without one module; the same text where it is not listed.

    Raises:
        PackError: the catalogue is not written as ``with_module`` expects it.
    """
    block = re.search(
        rf"^from {re.escape(package)} import \(\n((?:    \w+,\n)+)\)", text, re.MULTILINE
    )
    if block is None:
        raise PackError(f"{label} is not written as expected: take {module}.{constant} out by hand")
    names = block[0].replace(f"    {module},\n", "", 1)
    return text.replace(block[0], names, 1).replace(f"    {module}.{constant},\n", "", 1)


def _in_order(text: str, names: list[str], constant: str) -> bool:
    """Return whether the entries of some modules are listed by name."""
    at = [text.index(f"    {name}.{constant},\n") for name in names]
    return at == sorted(at)
