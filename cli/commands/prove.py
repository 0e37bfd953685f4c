"""``messypr prove``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TypeAlias

import click

from checker.errors import PackError, UsageError
from checker.model.key import Pack
from checker.packs import loading
from checker.progress import Progress
from checker.prove import DRAWS, SEEDS, Proof, prove, prove_defect, prove_touched
from checker.prove.touched import changed_since, touched
from cli.exit_codes import ExitCode
from cli.lazy import examples
from cli.options.private import private_option
from cli.options.seeds import Seeds
from cli.output.progress import shown_progress
from cli.output.proofs import fields, matrix
from cli.output.say import print_json, print_note, print_result

Proving: TypeAlias = Callable[..., "tuple[Proof, ...] | None"]
"""Proves a pack; None where nothing asks for a proof."""


@click.command(
    epilog=examples(
        "messypr prove",
        "messypr prove helpdesk --seeds 1-50",
        "messypr prove helpdesk --only limit-zero --player inline",
        "messypr prove --since HEAD~1",
        "messypr prove helpdesk --draws 1-3 --repairs 60",
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
    "--repairs",
    type=click.IntRange(min=0),
    metavar="N",
    help="Try only so many of the repairs in repairs/, chosen by hash.  [default: all]",
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
    repairs: int | None,
    player: str,
    as_json: bool,
) -> int:
    """Prove that a pack's answer key is true.

    All packs but drafts if none is named. How long a pack takes depends on its number of
    defects and hidden tests, and on the machine. Exits with 1 if any proof fails. What
    reading the key shows is said first, and then nothing is run. A pack that is broken
    fails proof 1, and the others are proved.
    """
    if only and len(packs) != 1:
        raise UsageError("--only needs one PACK")
    if only and since:
        raise UsageError("--only and --since exclude each other")
    proving = _proving(partial(prove, seeds=seeds, draws=draws, repairs=repairs), only, since)
    results = _proved(packs or _whole_packs(), partial(proving, inline=player == "inline"))
    if as_json:
        print_json("proofs", {"packs": {n: list(map(fields, p)) for n, p in results.items()}})
    else:
        for name, proofs in results.items():
            print_result(matrix(name, proofs))
    held = all(proof.holds for proofs in results.values() for proof in proofs)
    return 0 if held else ExitCode.ANSWER_IS_NO


def _proving(whole: Proving, only: str, since: str) -> Proving:
    """Return how each pack is proved: as a whole, one defect of it, or what files touch."""
    if only:
        return partial(prove_defect, slug=only)
    if since:
        return partial(_since, revision=since, changed=changed_since(since))
    return whole


def _proved(names: Sequence[str], proving: Proving) -> dict[str, tuple[Proof, ...]]:
    """Return the proofs of some packs; of several, a broken one fails proof 1."""
    results: dict[str, tuple[Proof, ...]] = {}
    for name in names:
        try:
            pack = loading.load(name)
            with shown_progress(f"proving {name}") as progress:
                proofs = proving(pack, progress=progress)
        except PackError as error:
            if len(names) == 1:
                raise
            proofs = (Proof(number=1, subject=name, holds=False, detail=str(error)),)
        if proofs is not None:
            results[name] = proofs
    return results


def _since(
    pack: Pack,
    *,
    revision: str,
    changed: Iterable[PurePosixPath],
    inline: bool,
    progress: Progress,
) -> tuple[Proof, ...] | None:
    """Return the proofs that changed files ask for."""
    what = touched(pack, changed)
    if what.nothing:
        print_note(f"{pack.pr.slug}: no change since {revision} asks for a proof")
        return None
    return prove_touched(pack, what, inline=inline, progress=progress)


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
