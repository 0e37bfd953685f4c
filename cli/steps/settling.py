"""The questions that settle a round's doubtful verdicts, made anew from its report each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from textwrap import dedent
from types import MappingProxyType
from typing import Any, Final

from checker import report, rounds
from checker.defence import keeping
from checker.defence.keeping import Sheet
from checker.defence.values import Defence
from checker.errors import RoundError
from checker.model import profile
from checker.model.pack import Tree
from checker.model.place import Place
from checker.packs import loading, wordings
from checker.report import Scorecard
from checker.rounds import EventKind, RoundDir
from checker.settling import asking
from checker.settling.doubts import doubts
from checker.settling.known_answers import wrongs_of
from checker.settling.rows import rows
from checker.settling.settled import is_reproduced, settled
from checker.settling.values import Doubt, SettlingQuestion, Table

SHEET: Final = Sheet(file="settling.json", schema="messypr/settling/1", command="messypr settle")
TRUTHS: Final = (("found", "plain"), ("found", "consequence"), ("found", "author"))
AROUND: Final = 2  # lines that are shown before and after a place
MOST_LINES: Final = 14


def open_settling(round_dir: RoundDir) -> Table:
    """Return what can be settled of a practice round that was handed in and graded.

    Raises:
        RoundError: The round was not graded here, or the pack has changed since the first question.
    """
    card = _card(round_dir)
    if not is_reproduced(card):
        raise RoundError(
            "this report is of another version of messypr: its verdicts cannot be settled"
        )
    settling = keeping.load(round_dir, SHEET)
    questions = _questions(card, rounds.dealt(round_dir).head)
    if settling is not None and not set(settling.open) <= set(questions):
        raise RoundError(
            f"the pack has other questions now: remove {round_dir.folder / SHEET.file}"
            " to settle its verdicts again"
        )
    return Table(card=card, questions=questions, settling=settling)


def begin(round_dir: RoundDir, table: Table) -> Table:
    """Return the table with its questions written down, so that answers can be kept."""
    asked = tuple(table.asked.values())
    return table.answered(keeping.begin(round_dir, asked, datetime.now(UTC), SHEET))


def with_settled(round_dir: RoundDir, card: Scorecard) -> Scorecard:
    """Return a report with what the kept answers make of it beside the score.

    Raises:
        RoundError: The kept answers were changed by hand and cannot be read.
    """
    settling = keeping.load(round_dir, SHEET)
    if settling is None or not settling.answers or not is_reproduced(card):
        return card
    known = doubts(card, rounds.dealt(round_dir).head)
    asked = tuple(each for each in known if each.claim.comment in settling.questions)
    names = {each.claim.comment for each in asked}
    answers = {each.question: each.right for each in settling.answers if each.question in names}
    return settled(card, asked, answers, after_report=_after_report(round_dir, settling))


def calibration_rows(round_dir: RoundDir) -> tuple[dict[str, Any], ...]:
    """Return a calibration row for each verdict of a round that the truth has settled.

    Raises:
        RoundError: The round was not graded here, or the kept answers cannot be read.
    """
    card, settling = _card(round_dir), keeping.load(round_dir, SHEET)
    if settling is None:
        return ()
    head = rounds.dealt(round_dir).head
    right = {each.question for each in settling.answers if each.right}
    level = profile.read(rounds.load(round_dir).profile).level
    return tuple(
        rows(
            card.pack,
            [each for each in doubts(card, head) if each.claim.comment in right],
            rounds.load_review(round_dir).comments,
            head,
            level=level or "",
        )
    )


def note_shown(round_dir: RoundDir) -> None:
    """Keep when the report was shown first: an answer after that is told apart."""
    if _shown_at(round_dir) is None:
        rounds.record_event(round_dir, EventKind.REPORTED, datetime.now(UTC))


def _card(round_dir: RoundDir) -> Scorecard:
    """Return the report of a practice round.

    Raises:
        RoundError: It is none, or it was not graded yet.
    """
    if rounds.load(round_dir).seed is None:
        raise RoundError("only a practice round is settled: who dealt this pull request grades it")
    return report.parse(rounds.read_report(round_dir))


def _shown_at(round_dir: RoundDir) -> datetime | None:
    shown = [e.at for e in rounds.load_events(round_dir) if e.what is EventKind.REPORTED]
    return min(shown, default=None)


def _after_report(round_dir: RoundDir, settling: Defence) -> int:
    shown = _shown_at(round_dir)
    return sum(shown is not None and each.at > shown for each in settling.answers)


def _questions(card: Scorecard, head: Tree) -> Mapping[str, SettlingQuestion]:
    """Return the questions about a report; the same report gives the same ones."""
    solution = loading.load(card.pack).key.feature.parent
    made: dict[str, SettlingQuestion] = {}
    for doubt in doubts(card, head):
        file = wordings.file_of(solution, doubt.defect.slug)
        known = dict(wordings.kinds_of(file)) if file.is_file() else {}
        if (question := _question(card, doubt, known, head)) is not None:
            made[doubt.claim.comment] = question
    return MappingProxyType(made)


def _question(
    card: Scorecard,
    doubt: Doubt,
    known: Mapping[tuple[str, str], Sequence[str]],
    head: Tree,
) -> SettlingQuestion | None:
    others = [each for each in card.defects if each.slug != doubt.defect.slug]
    return asking.question(
        doubt,
        [text for name in TRUTHS for text in known.get(name, ())],
        wrongs_of(known, doubt.defect.rule, {each.rule for each in others}),
        others,
        key=f"{card.seed}:{card.head}",
        code=_code(doubt.place, head),
    )


def _code(place: Place, head: Tree) -> str:
    """Return the dealt lines at a place, and a few around them."""
    lines = head.get(place.path, b"").decode("utf-8", "replace").split("\n")
    first = max(place.lines.first - AROUND, 1)
    last = min(place.lines.last + AROUND, len(lines), first + MOST_LINES - 1)
    return dedent("\n".join(lines[first - 1 : last])).strip("\n")
