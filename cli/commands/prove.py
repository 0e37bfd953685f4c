"""``messypr prove``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import click

from checker.errors import PackError, UsageError
from checker.packs import loading
from checker.prove import DRAWS, SEEDS, Proof, prove, prove_touched
from checker.prove.touched import changed_since, touched
from cli.exit_codes import ExitCode
from cli.lazy import examples
from cli.options.private import private_option
from cli.output.progress import shown_progress
from cli.output.say import counted, print_json, print_note, print_result

RANGE = re.compile(r"(\d+)(?:-(\d+))?")
MOST_SEEDS = 1_000


class Seeds(click.ParamType[tuple[int, ...]]):
    """Numbers and ranges, separated by commas."""

    name = "seeds"

    def convert(
        self,
        value: str | tuple[int, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, ...]:
        """Return the seeds that a text such as ``1-3,7`` names."""
        if isinstance(value, tuple):
            return value
        seeds: list[int] = []
        for part in value.split(","):
            found = RANGE.fullmatch(part.strip())
            if not found:
                self.fail(f"{value!a} must be numbers and ranges, such as 1-3,7", param, ctx)
            first, last = int(found[1]), int(found[2] or found[1])
            if last - first >= MOST_SEEDS:
                self.fail(f"{value!a} names more than {MOST_SEEDS} seeds", param, ctx)
            seeds += range(first, last + 1)
        return tuple(dict.fromkeys(seeds))


@click.command(
    epilog=examples(
        "messypr prove",
        "messypr prove helpdesk --seeds 1-50",
        "messypr prove helpdesk --only limit-zero --player inline",
        "messypr prove --since HEAD~1",
    )
)
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@click.option(
    "--seeds", type=Seeds(), default=SEEDS, help="The draws to prove wholly.  [default: 1-3]"
)
@click.option(
    "--draws", type=Seeds(), default=DRAWS, help="More draws to look at.  [default: 1-50]"
)
@click.option("--only", default="", metavar="DEFECT", help="Prove one defect, planted alone.")
@click.option(
    "--since",
    default="",
    metavar="REVISION",
    help="Prove only what the files touch that differ from a git revision.",
)
@click.option(
    "--player",
    type=click.Choice(["sandboxed", "inline"]),
    default="sandboxed",
    show_default=True,
    help="Where candidate code runs: inline is in the judge, for a debugger.",
)
@private_option
@click.option("--json", "as_json", is_flag=True, help="Print the proofs as JSON.")
def command(
    *,
    packs: tuple[str, ...],
    seeds: tuple[int, ...],
    draws: tuple[int, ...],
    only: str,
    since: str,
    player: str,
    as_json: bool,
) -> int:
    """Prove that a pack's answer key is true.

    All packs but drafts if none is named, several minutes each. Exits with 1 if any
    proof fails. A pack that is broken fails proof 1, and the others are proved.
    """
    names = packs or _whole_packs()
    if only and len(names) != 1:
        raise UsageError("--only needs one PACK")
    if only and since:
        raise UsageError("--only and --since exclude each other")
    inline = player == "inline"
    ask = partial(prove, seeds=seeds, draws=draws, only=only, inline=inline)
    results: dict[str, tuple[Proof, ...]] = {}
    changed = changed_since(since) if since else frozenset()
    for name in names:
        try:
            pack = loading.load(name)
            what = touched(pack, changed)
            if since and what.nothing:
                print_note(f"{name}: no change since {since} asks for a proof")
                continue
            with shown_progress(f"proving {name}") as progress:
                results[name] = (
                    prove_touched(pack, what, inline=inline, progress=progress)
                    if since
                    else ask(pack, progress=progress)
                )
        except PackError as error:
            if len(names) == 1:
                raise
            results[name] = (Proof(number=1, subject=name, holds=False, detail=str(error)),)
    if as_json:
        print_json("proofs", {"packs": {n: list(map(_fields, p)) for n, p in results.items()}})
    else:
        for name, proofs in results.items():
            print_result(matrix(name, proofs))
    return (
        ExitCode.ANSWER_IS_NO
        if any(not proof.holds for proofs in results.values() for proof in proofs)
        else 0
    )


def _whole_packs() -> list[str]:
    """Return the packs that are no drafts; one that cannot be loaded is among them."""
    names = []
    for slug in loading.slugs():
        try:
            draft = loading.load_pr(slug).draft
        except PackError:
            draft = False
        if not draft:
            names.append(slug)
    return names


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
    return "\n".join(lines)


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
}


def _fields(proof: Proof) -> dict[str, object]:
    return {
        "number": proof.number,
        "subject": proof.subject,
        "holds": proof.holds,
        "detail": proof.detail,
    }
