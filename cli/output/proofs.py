"""Proofs as text and as JSON: how many of each number hold, and what does not."""

from __future__ import annotations

from collections.abc import Sequence

from checker.prove import Proof
from cli.output.say import counted

TITLES = {
    1: "base and reference are clean and their own tests pass",
    2: "every check passes on the reference",
    3: "each defect alone fails its own checks and no others",
    4: "draws apply together, and each defect in them is seen",
    5: "a draw without one defect passes that one's checks alone",
    6: "linters and the project's tests see what is declared, nothing else",
    7: "the same inputs give the same commit ids",
    8: "known reviews get the scores they must get",
    9: "the history gives nothing away",
    10: "linters find under a quarter of the behavioural defects",
    11: "what is deleted, moved or renamed stays unfixed",
    12: "right fixes pass, wrong ones do not",
    13: "a version that does hardly anything passes no hidden test",
}


def matrix(name: str, proofs: Sequence[Proof]) -> str:
    """Return the proofs of a pack as lines: how many of each number hold, then what does not."""
    lines = [f"{name}: {counted(sum(p.holds for p in proofs), 'proof')} of {len(proofs)} hold"]
    for number in sorted({proof.number for proof in proofs}):
        mine = [proof for proof in proofs if proof.number == number]
        held = sum(proof.holds for proof in mine)
        lines.append(f"  {number:>2}  {held:>4} of {len(mine):<4} {TITLES[number]}")
    for proof in proofs:
        if not proof.holds:
            lines += [f"FAILED {proof.number:>2}  {proof.subject}", f"           {proof.detail}"]
        lines += [f"           {note}" for note in proof.notes]
    return "\n".join(lines)


def fields(proof: Proof) -> dict[str, object]:
    """Return a proof for a program."""
    return {
        "number": proof.number,
        "subject": proof.subject,
        "holds": proof.holds,
        "detail": proof.detail,
        "notes": list(proof.notes),
    }
