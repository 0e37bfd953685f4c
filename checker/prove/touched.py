"""Which proofs a change of files asks for, so that a commit costs what it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from git.exc import GitCommandError

from checker.errors import UsageError
from checker.model.key import Defect, HiddenTest, Pack
from checker.packs import repairs
from checker.packs.loading import PACKS_DIR
from checker.prove import alone, cleanliness, drawn, pairs, reviews, wordings
from checker.prove.broken_versions import work_of_broken_versions
from checker.prove.one_defect import work_of_defect
from checker.prove.proof import PackTrees, Proof, Work
from checker.prove.reviews import Matcher
from checker.prove.written_repairs import work_of_repairs, written_repairs
from checker.system import git

CHECKOUT = PACKS_DIR.parent
SEED = 1  # the one draw that is proved where something changed that all defects share
# The deals that draw from these prove what they draw.
PROVED_BY_DEALS = frozenset({"operators.lock.json", "survivors.toml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a change touches of a pack.

    ``shared`` says that something changed on which all defects depend, and ``tests`` that hidden
    tests did. ``defects`` are the slugs of those whose own files or hidden tests changed,
    ``repairs`` of those of which the repairs that people wrote did.
    """

    shared: bool = False
    tests: bool = False
    defects: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to prove."""
        return self == Touched()


def changed_since(revision: str, checkout: Path = CHECKOUT) -> frozenset[PurePosixPath]:
    """Return the files of the checkout that differ from a revision, untracked ones included.

    Raises:
        UsageError: messypr does not run from a git checkout, or git knows no such revision.
    """
    try:
        git.run("ls-files", "--error-unmatch", "prs/__init__.py", cwd=checkout)
        commit = git.text("rev-parse", "--verify", f"{revision}^{{commit}}", cwd=checkout)
        listed = git.text("diff", "--name-only", "--no-renames", "-z", commit, cwd=checkout)
        listed += git.text("ls-files", "--others", "--exclude-standard", "-z", cwd=checkout)
    except GitCommandError as error:
        reason = " ".join(str(error.stderr).split())
        raise UsageError(
            f"--since needs a git checkout that holds {revision!r}: {reason}"
        ) from error
    return frozenset(PurePosixPath(name) for name in listed.split("\0") if name)


def touched(pack: Pack, changed: Iterable[PurePosixPath]) -> Touched:
    """Return what changed files touch of a pack; pure."""
    public = PurePosixPath("prs", pack.pr.slug)
    secret = PurePosixPath("solutions", pack.pr.slug)
    by_file = {each.slug.replace("-", "_"): each.slug for each in pack.key.defects}
    shared, tests, slugs, written = False, False, set[str](), set[str]()
    for path in changed:
        if path.is_relative_to(secret / "defects") and path.stem in by_file:
            slugs.add(by_file[path.stem])
        elif path.is_relative_to(secret / pack.key.tests.name) and path.name.startswith("test_"):
            tests = True
            name = str(path.relative_to(secret / pack.key.tests.name))
            slugs |= {each.slug for each in pack.key.defects if _asks(each, name)}
        elif path.is_relative_to(secret / repairs.FOLDER):
            written.add(path.stem)
        elif path.is_relative_to(secret) and path.name in PROVED_BY_DEALS:
            continue
        elif path.is_relative_to(public) or path.is_relative_to(secret):
            shared = True
    return Touched(
        shared=shared,
        tests=tests,
        defects=tuple(each.slug for each in pack.key.defects if each.slug in slugs),
        repairs=tuple(each.slug for each in pack.key.defects if each.slug in written),
    )


def work_of(on: PackTrees, what: Touched, matcher: Matcher) -> Iterable[Work]:
    """Yield the proofs that a change asks for.

    Each touched defect is proved as ``prove --only`` does, with the repairs that people wrote.
    Where something shared changed, base and reference, all pairs, all wordings, each defect alone
    and one draw are proved as well.
    """
    mine = [each for each in on.pack.key.defects if each.slug in what.defects]
    if what.shared or what.tests:
        yield "checks on the reference", partial(alone.prove_reference, on)
        yield from work_of_broken_versions(on)
    if what.shared:
        yield "base and reference", partial(cleanliness.prove_trees, on)
        yield "pairs", lambda _: pairs.prove_pool(on)
        yield "wording of the key", lambda _: wordings.prove_wordings(on, matcher)
        yield f"seed {SEED}", partial(drawn.prove_seed, on, SEED)
        yield f"candidates of seed {SEED}", partial(reviews.prove_candidates, on, SEED)
        for defect in on.pack.key.defects:
            if defect not in mine:
                yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    for defect in mine:
        yield from work_of_defect(on, defect)
        if not what.shared:
            yield f"pairs of {defect.slug}", partial(pairs.prove_pairs, on, defect)
            yield f"wording of {defect.slug}", partial(_wording, on, matcher, defect.slug)
    repaired = [d for d in on.pack.key.defects if d in mine or d.slug in what.repairs]
    yield from work_of_repairs(on, written_repairs(on, repaired))


def _wording(on: PackTrees, matcher: Matcher, slug: str, judge: object) -> list[Proof]:
    del judge
    return wordings.prove_wordings(on, matcher, only=slug)


def _asks(defect: Defect, file: str) -> bool:
    hidden = (check for check in defect.checks if isinstance(check, HiddenTest))
    return any(check.node_id.partition("::")[0] == file for check in hidden)
