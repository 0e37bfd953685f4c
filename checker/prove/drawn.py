"""Proofs 4, 5, 6, 7, 9 and 10: what must hold for a draw as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.checks import running
from checker.dealing import planting
from checker.dealing.build import Deal, build, deal
from checker.dealing.draw import draw
from checker.errors import PlantingError
from checker.model.key import Challenge, Check, Defect, Edit, HiddenTest
from checker.model.result import Outcome
from checker.prove.cleanliness import by_catch, own_tests
from checker.prove.proof import PackTrees, Proof
from checker.sandbox.client.protocol import JudgeProtocol
from checker.system import git

MAX_LINTED_SHARE = 0.25


def prove_seed(bench: PackTrees, seed: int, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove everything about one deal except the repairs of single defects."""
    challenge = draw(bench.pack, seed)
    dealt = deal(challenge)
    name = f"seed {seed}"
    return [
        _each_has_a_witness(bench, challenge, dealt, judge, name),
        own_tests(bench, dealt.planted.tree, judge, number=6, subject=name),
        *by_catch(
            bench, dealt.planted.tree, challenge.defects, number=6, subject=name, tools=judge.tools
        ),
        *prove_repository(bench, challenge, dealt, name),
        _linters_find_little(challenge, name),
        _decoys_stand(bench, dealt, name),
    ]


def prove_witnesses(bench: PackTrees, seed: int, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove for one more deal that each of its defects is seen."""
    challenge = draw(bench.pack, seed)
    return [_each_has_a_witness(bench, challenge, deal(challenge), judge, f"seed {seed}")]


def prove_minus_one(
    bench: PackTrees, seed: int, taken: Defect, judge: JudgeProtocol
) -> Sequence[Proof]:
    """Prove that repairing one drawn defect passes its checks and leaves the others failing."""
    challenge = draw(bench.pack, seed)
    rest = [defect for defect in challenge.defects if defect.slug != taken.slug]
    plantings = [defect.planting for defect in rest]
    tree = planting.plant(bench.reference, plantings, ruff_config=bench.ruff_config).tree
    checked = running.run(bench.pack, tree, _checks(challenge.defects), judge)
    words = [f"its own check: {each}" for each in _failing(checked, taken)]
    words += [f"{d.slug} is not seen any more" for d in rest if not _failing(checked, d)]
    return [
        Proof(
            number=5,
            subject=f"seed {seed} without {taken.slug}",
            holds=not words,
            detail="; ".join(words),
        )
    ]


def prove_repository(bench: PackTrees, challenge: Challenge, dealt: Deal, name: str) -> list[Proof]:
    """Prove that the repository is reproducible and that its history reveals nothing."""
    with tempfile.TemporaryDirectory(prefix="messypr-prove-") as scratch:
        folder = Path(scratch, "again")
        again = build(challenge, folder).dealt
        same = again.head_commit == dealt.dealt.head_commit
        loose = git.text("fsck", "--unreachable", "--no-reflogs", "--no-progress", cwd=folder)
        refs = git.text("for-each-ref", "--format=%(refname)", cwd=folder).split()
        reflogs = (folder / ".git" / "logs").exists()
        leaks = _leaks(bench, challenge, folder)
    wanted = {f"refs/heads/{bench.pack.pr.branch}", "refs/heads/main"}
    return [
        Proof(number=7, subject=name, holds=same, detail=dealt.dealt.head_commit),
        Proof(number=9, subject=f"{name}: history", holds=not leaks, detail="; ".join(leaks)),
        Proof(
            number=9,
            subject=f"{name}: refs",
            holds=set(refs) == wanted and not loose and not reflogs,
            detail=", ".join(refs) + loose,
        ),
    ]


def _leaks(bench: PackTrees, challenge: Challenge, folder: Path) -> list[str]:
    """Return where a blob of the feature's commits shows the code before planting."""
    listed = git.text("rev-list", "--objects", "main..HEAD", cwd=folder).splitlines()
    named = [line.split(" ", 1) for line in listed if " " in line]
    edits = [c for d in challenge.defects for c in d.changes if isinstance(c, Edit)]
    leaks: list[str] = []
    for oid, path in named:
        if git.text("cat-file", "-t", oid, cwd=folder) != "blob":
            continue
        content = git.run("cat-file", "blob", oid, cwd=folder)
        final = git.run("cat-file", "blob", f"HEAD:{path}", cwd=folder)
        for edit in (each for each in edits if str(each.path) == path):
            if content.count(edit.clean.encode()) > final.count(edit.clean.encode()):
                leaks.append(f"{oid[:8]} of {path} holds clean text")
            if content == bench.reference.get(edit.path):
                leaks.append(f"{oid[:8]} is {path} of the reference")
    return leaks


def _each_has_a_witness(
    bench: PackTrees, challenge: Challenge, dealt: Deal, judge: JudgeProtocol, name: str
) -> Proof:
    checked = running.run(bench.pack, dealt.planted.tree, _checks(challenge.defects), judge)
    unseen = [defect.slug for defect in challenge.defects if not _failing(checked, defect)]
    return Proof(number=4, subject=name, holds=not unseen, detail=", ".join(unseen))


def _linters_find_little(challenge: Challenge, name: str) -> Proof:
    behaving = [d for d in challenge.defects if any(isinstance(c, HiddenTest) for c in d.checks)]
    seen = [defect.slug for defect in behaving if defect.visible]
    return Proof(
        number=10,
        subject=name,
        holds=len(seen) < MAX_LINTED_SHARE * len(behaving),
        detail=f"the linters see {len(seen)} of {len(behaving)} behavioural defects",
    )


def _decoys_stand(bench: PackTrees, dealt: Deal, name: str) -> Proof:
    gone: list[str] = []
    for decoy in bench.pack.key.decoys:
        try:
            planting.locate(dealt.planted.tree, decoy.site.path, decoy.site.text)
        except PlantingError:
            gone.append(decoy.slug)
    return Proof(number=4, subject=f"{name}: decoys", holds=not gone, detail=", ".join(gone))


def _checks(defects: Iterable[Defect]) -> list[Check]:
    return [check for defect in defects for check in defect.checks]


def _failing(checked: running.Checked, defect: Defect) -> list[str]:
    results = [checked.results[check] for check in defect.checks]
    return [result.evidence for result in results if result.outcome is not Outcome.PASSED]
