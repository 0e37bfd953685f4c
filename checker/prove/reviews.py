"""Proof 8 and the phrases of the key: known reviews get the scores that they must get."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from checker.checks import lint
from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.grading import scoring
from checker.grading.grade import grade, match_context
from checker.matching import MatchContext
from checker.model.key import Challenge, Defect
from checker.model.pack import Tree
from checker.model.place import Lines, Place
from checker.model.result import DefectResult, Matching, Verdict
from checker.model.review import Event, Review, ReviewComment, Side, Submission
from checker.model.scopes import scopes
from checker.prove.proof import PackTrees, Proof
from checker.rules.catalogue import RULES
from checker.sandbox.client.protocol import JudgeProtocol
from checker.system import trees

MAX_FLOOD_POINTS = 10.0
VAGUE = "This looks wrong, please check."
Matcher = Callable[[Review, MatchContext], Matching]


def prove_candidates(bench: PackTrees, seed: int, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove the scores of four candidates: all right, fixes only, comments only, nothing."""
    del judge  # grade starts its own
    challenge = draw(bench.pack, seed)
    dealt = deal(challenge)
    talk, silence = oracle(challenge, dealt), Review()
    cases = {
        "oracle": (talk, bench.reference, 100.0),
        "reference without comments": (silence, bench.reference, 50.0),
        "comments without fixes": (talk, dealt.planted.tree, 50.0),
        "nothing": (silence, dealt.planted.tree, 0.0),
    }
    proofs: list[Proof] = []
    for name, (review, tree, points) in cases.items():
        report = grade(challenge, dealt, Submission(review=review, tree=tree, head=""))
        proofs.append(
            Proof(
                number=8,
                subject=f"seed {seed}: {name}",
                holds=report.score.total == points,
                detail=f"{report.score.total:g} points, {points:g} wanted",
            )
        )
    return proofs


def prove_floods(bench: PackTrees, seed: int, matcher: Matcher) -> list[Proof]:
    """Prove that hundreds of comments earn next to nothing."""
    challenge = draw(bench.pack, seed)
    dealt = deal(challenge)
    held_against = match_context(challenge, dealt)
    proofs: list[Proof] = []
    for name, comments in _floods(dealt):
        review = Review(event=Event.REQUEST_CHANGES, comments=tuple(comments))
        points = _points(challenge, matcher(review, held_against))
        proofs.append(
            Proof(
                number=8,
                subject=f"seed {seed}: flood: {name}",
                holds=points < MAX_FLOOD_POINTS,
                detail=f"{points:g} points for {len(review.comments)} comments",
            )
        )
    return proofs


def prove_neutral(bench: PackTrees, seed: int, matcher: Matcher) -> Proof:
    """Prove that acceptable remarks cost nothing and that accusing a decoy is a false alarm."""
    challenge = draw(bench.pack, seed)
    held_against = match_context(challenge, deal(challenge))
    wrong: list[str] = []
    for decoy, place in held_against.decoys:
        text = f"{decoy.accusations[0]}, please change this"
        verdicts = _verdicts(matcher, held_against, comment(0, place, text))
        wrong += [] if verdicts == {Verdict.FALSE_ALARM} else [f"decoy {decoy.slug}"]
    for remark in bench.pack.key.acceptable:
        for text in remark.examples:
            verdicts = _verdicts(matcher, held_against, _comment(0, remark.paths[0], None, text))
            wrong += [] if verdicts == {Verdict.ACCEPTABLE} else [f"remark {remark.slug}"]
    return Proof(
        number=8,
        subject=f"seed {seed}: decoys and acceptable remarks",
        holds=not wrong,
        detail=", ".join(wrong),
    )


def oracle(challenge: Challenge, dealt: Deal) -> Review:
    """Return the review made from the key: the model comment on each defect's main place."""
    comments = tuple(
        comment(number, dealt.planted.places[defect.slug][0], defect.explanation)
        for number, defect in enumerate(challenge.defects)
    )
    return Review(event=Event.REQUEST_CHANGES, comments=comments)


def comment(number: int, place: Place, body: str) -> ReviewComment:
    """Return a comment on the lines of a place."""
    return _comment(number, place.path, place.lines, body)


def _comment(number: int, path: PurePosixPath, lines: Lines | None, body: str) -> ReviewComment:
    return ReviewComment(
        id=f"c{number}",
        path=path,
        lines=lines,
        side=Side.RIGHT,
        severity=None,
        body=body,
        created_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )


def _verdicts(matcher: Matcher, held_against: MatchContext, said: ReviewComment) -> set[Verdict]:
    return {each.verdict for each in matcher(Review(comments=(said,)), held_against).claims}


def _floods(dealt: Deal) -> Iterator[tuple[str, list[ReviewComment]]]:
    head, base = dealt.dealt.head, dealt.dealt.base
    changed = [path for path in sorted(head) if head[path] != base.get(path)]
    texts = [f"{rule.summary} {rule.why}" for rule in RULES]
    every = "\n\n".join(texts)
    lines = [(path, n) for path in changed for n in range(1, head[path].count(b"\n") + 1)]
    functions = [
        (path, where.first)
        for path in changed
        for _, where in scopes(head[path].decode("utf-8", "replace"))
    ]
    yield "vague on every line", [_on(path, n, VAGUE) for path, n in lines]
    yield "all texts on every line", [_on(path, n, every) for path, n in lines]
    yield "each text on every line", [_on(p, n, t) for p, n in lines for t in texts]
    yield "each text once a function", [_on(p, n, t) for p, n in functions for t in texts]
    yield "all texts on each file", [_comment(0, path, None, every) for path in changed]
    yield "findings of ruff ALL", [_on(*each) for each in _everything_of_ruff(head, changed)]


def _on(path: PurePosixPath, line: int, body: str) -> ReviewComment:
    return _comment(0, path, Lines(first=line, last=line), body)


def _everything_of_ruff(
    head: Tree, changed: list[PurePosixPath]
) -> list[tuple[PurePosixPath, int, str]]:
    python = [path for path in changed if path.suffix == ".py"]
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(head, Path(scratch))
        found = lint.findings(folder, python, select=["ALL"], preview=True)
    return [(PurePosixPath(f.path), f.line, f"{f.code} {f.message}") for f in found]


def _points(challenge: Challenge, matching: Matching) -> float:
    """Return the points of the review alone, as if nothing was fixed."""
    credits_ = dict(matching.found)
    results = [_unfixed(defect, credits_[defect.slug]) for defect in challenge.defects]
    score = scoring.score(results, matching, (), Event.REQUEST_CHANGES, submitted_fix=False)
    return score.review.earned


def _unfixed(defect: Defect, found: float) -> DefectResult:
    return DefectResult(defect=defect, places=(), found=found, by=None, checks=())
