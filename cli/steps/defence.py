"""The questions of a round's defence: made anew each time, from what does not change any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checker import report, rounds
from checker.defence import about_round, bank, drawing, keeping
from checker.defence.values import Defence, KnownRepairs, Question
from checker.errors import RoundError
from checker.packs import loading, repairs
from checker.report import Scorecard
from checker.rounds import RoundDir


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A defence that was begun, its questions by name, and the report that it is about."""

    card: Scorecard
    questions: Mapping[str, Question]
    defence: Defence


def open_defence(round_dir: RoundDir, count: int) -> Table:
    """Return the defence of a round that was handed in and graded, which begins now if it is new.

    Raises:
        RoundError: The round was not graded here, or the pack has changed since the first question.
    """
    card = report.parse(rounds.read_report(round_dir))
    known = keeping.load(round_dir)
    made = _questions(card, len(known.questions) if known is not None else count)
    defence = known or keeping.begin(round_dir, made, datetime.now(UTC))
    questions = {each.id: each for each in made}
    if not set(defence.open) <= set(questions):
        raise RoundError(
            f"the pack has other questions now: remove {round_dir.folder / keeping.FILE}"
            " to begin the defence again"
        )
    return Table(card=card, questions=questions, defence=defence)


def _questions(card: Scorecard, count: int) -> tuple[Question, ...]:
    """Return the questions about a report; the same report gives the same ones."""
    answer_key = loading.load(card.pack).key
    solution = answer_key.feature.parent
    key = f"{card.seed}:{card.head}"
    hand_made = {each.slug for each in answer_key.defects}
    known = {
        each.slug: _known(solution, each.slug) for each in card.defects if each.slug in hand_made
    }
    return drawing.draw(about_round.questions(card, known, key), bank.read(solution), count, key)


def _known(solution: Path, slug: str) -> KnownRepairs:
    found = repairs.read(solution, slug)
    return KnownRepairs(right=found.right, wrong=found.wrong)
