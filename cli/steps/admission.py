"""Try sites of operators in packs, write their lock files, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.errors import UsageError, did_you_mean
from checker.model.key import Pack
from checker.operators import lock
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.operators.lock import Lock
from checker.operators.operator import Operator
from checker.operators.survivors import NAME, unexplained
from checker.packs import loading
from checker.prove import admission, named
from checker.prove.admission import Admission
from checker.prove.admit_defect import admit_defect as admission_of_defect
from checker.prove.trial import Trial
from checker.system.files import write_whole
from cli.output import operators as output
from cli.output.progress import shown_progress
from cli.output.say import counted, print_json, print_note, print_result

MAX_SURVIVORS_SHOWN = 40
MAX_TESTS_SHOWN = 5


def admit_all(
    names: Sequence[str],
    operators: Sequence[str],
    sites: Sequence[str],
    *,
    again: bool,
    as_json: bool,
) -> int:
    """Admit sites of some packs; each lock is written when all that was asked for was tried."""
    chosen = chosen_operators(operators)
    results: dict[str, Admission] = {}
    for name in names:
        pack = loading.load(name)
        with shown_progress(f"admitting {name}") as progress:
            results[name] = admission.admit(
                pack, operators=chosen, sites=sites or ("*",), again=again, progress=progress
            )
        part = bool(operators or sites)
        idle = part and not results[name].sites
        if idle:
            _say_no_site(name, operators, sites)
        _write(pack, results[name].lock)
        if not as_json and not idle:
            print_result(summary(name, results[name], pack.key.feature.parent, one_by_one=part))
    if as_json:
        print_json("admission", {"packs": {n: _fields(a) for n, a in results.items()}})
    return 0


def admit_defect(name: str, slug: str, *, as_json: bool) -> int:
    """Bring the lock of a pack up to date with one hand-made defect, and print what was tried."""
    pack = loading.load(name)
    defect = named(pack, slug)
    with shown_progress(f"admitting {slug}") as progress:
        done = admission_of_defect(pack, defect, progress=progress)
    _write(pack, done.lock)
    if as_json:
        print_json("admitted-defect", output.defect_fields(done))
    else:
        print_result(output.defect_text(name, done))
    return 0


def _say_no_site(name: str, operators: Sequence[str], sites: Sequence[str]) -> None:
    """Say that nothing was there to try; a pattern that fits nothing is a mistake.

    Raises:
        UsageError: there are patterns, and no site of the pack fits them.
    """
    if sites:
        raise UsageError(f"no site in {name} fits {' or '.join(sites)}; the lock is as it was")
    print_note(
        f"{name} has no site of {' or '.join(operators)} in the files that its pull request "
        "changes: nothing was tried"
    )


def list_operators(names: Sequence[str], *, as_json: bool) -> int:
    """Say which operators there are, by what they look for."""
    chosen = chosen_operators(names)
    if as_json:
        print_json("operators", {"operators": [*map(output.fields, chosen)]})
    else:
        print_result(output.in_full(chosen) if names else output.index(chosen))
    return 0


def chosen_operators(names: Iterable[str]) -> tuple[Operator, ...]:
    """Return the operators of some names, all for none.

    Raises:
        UsageError: there is no such operator.
    """
    for name in (names := tuple(names)):
        if name not in BY_NAME:
            hint = did_you_mean(name, BY_NAME)
            raise UsageError(f"no operator {name!r}{hint or '; messypr admit --list names all'}")
    return tuple(BY_NAME[name] for name in names) or OPERATORS


def summary(name: str, done: Admission, folder: Path, *, one_by_one: bool = False) -> str:
    """Return what came of it as lines: how many were admitted, and why others were not.

    Survivors are named that the key in ``folder`` does not explain; ``one_by_one`` names all.
    """
    fresh = sum(each.site.fresh for each in done.admitted)
    count = counted(len(done.admitted), "site")
    tried = f"{name}: {count} of {len(done.trials)} admitted"
    lines = [f"{tried}, {fresh} in lines that the pull request writes"]
    if one_by_one:
        lines += [f"  {t.slug}: {t.refused or _seen_by(t)}" for t in done.trials]
        lines.append(f"the lock of {name} has {counted(len(done.lock.admitted), 'site')} now")
    else:
        lines += [f"  {n:>4}  {reason}" for reason, n in done.refusals.most_common()]
    survivors = unexplained(done.survivors, folder)
    if survivors:
        lines.append(f"{counted(len(survivors), 'survivor')} without a word in {NAME}")
    asked = {trial.slug: trial.asked for trial in done.trials}
    for slug in survivors[:MAX_SURVIVORS_SHOWN]:
        lines += [f"        {slug}", *output.wrapped(_asked(asked[slug]), " " * 12)]
    if survivors:
        lines.append(
            "sharpen one of these tests, or write one, so that it fails on the site; or say in "
            f'solutions/{folder.name}/{NAME} why the site may stay: some-site = "why"'
        )
    return "\n".join(lines)


def _asked(tests: Sequence[str]) -> str:
    """Return which hidden tests were asked about a site: the first few, and how many more."""
    if not tests:
        return "no hidden test enters this code, so none was asked"
    more = len(tests) - MAX_TESTS_SHOWN
    also = f" and {more} more" if more > 0 else ""
    return f"asked: {', '.join(tests[:MAX_TESTS_SHOWN])}{also}; they pass all the same"


def _seen_by(trial: Trial) -> str:
    return f"admitted, seen by {counted(len(trial.kills), 'hidden test')}"


def _write(pack: Pack, made: Lock) -> None:
    write_whole(pack.key.feature.parent / lock.NAME, lock.dump(made).encode())


def _fields(done: Admission) -> dict[str, object]:
    asked = {trial.slug: trial.asked for trial in done.trials}
    return {
        "tried": len(done.trials),
        "admitted": [each.site.slug for each in done.admitted],
        "refused": {t.slug: t.refused for t in done.trials if t.refused},
        "survivors": [
            {
                "slug": site.slug,
                "asked": list(asked[site.slug]),
                "edits": [
                    {"path": str(e.path), "clean": e.clean, "flawed": e.flawed} for e in site.edits
                ],
            }
            for site in done.sites
            if site.slug in done.survivors
        ],
    }
