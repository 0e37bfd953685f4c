"""What people are known to say of a defect: wordings that find it, and wordings that do not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """Sentences about one defect, told by what a careful person makes of them.

    ``found`` say what is wrong, ``asked`` are bare questions at the right spot, ``opposite`` defend
    or recommend the fault or name a wrong cause or remedy, ``other`` are wishes about the same
    lines that are not this fault.
    """

    found: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
