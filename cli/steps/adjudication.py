"""A graded report with what a second judge must know of it, and the place where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker import report, rounds
from checker.adjudication import keeping
from checker.adjudication.appeals import Material
from checker.adjudication.values import GivenVerdict
from checker.errors import ConflictError, ForeignSubmissionError, UsageError
from checker.model.profile import Profile
from checker.report import Scorecard, as_json
from checker.rounds.state import MAX_REPORT_BYTES
from checker.sandbox.isolation.beneath import read_named
from checker.system.files import write_whole
from cli.steps import grading
from cli.steps.grading import Redealt

Change = Callable[[Scorecard], Scorecard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A report, and ``save``, which stores what a function makes of it."""

    material: Material
    save: Callable[[Change], None]

    def keep(self, verdicts: Sequence[GivenVerdict], judge: str) -> Scorecard:
        """Keep a judge's verdicts in the report as it is now, and return it."""
        kept: list[Scorecard] = []

        def add(card: Scorecard) -> Scorecard:
            now = replace(self.material, card=card)
            kept.append(keeping.kept(now, verdicts, judge))
            return kept[0]

        self.save(add)
        return kept[0]


def open_table(place: Path, profile: Profile, salt: bytes) -> Table:
    """Return the report of a round, which is a folder, or the report in a file.

    Raises:
        RoundError: The round has no report yet.
        UsageError: The file is no report of this version.
        ForeignSubmissionError: The deal cannot be made again.
    """
    return _of_round(place) if place.is_dir() else _of_file(place, profile, salt)


def _of_round(folder: Path) -> Table:
    round_dir = rounds.find(folder)
    card = report.parse(rounds.read_report(round_dir))
    comments = rounds.load_review(round_dir).comments

    def save(change: Change) -> None:
        rounds.change_report(round_dir, lambda text: as_json.dump(change(report.parse(text))))

    again = grading.redeal_round(rounds.load(round_dir))
    return _table(card, again, {each.id: each.body for each in comments}, save)


def _of_file(file: Path, profile: Profile, salt: bytes) -> Table:
    text = _text(file)
    card = report.parse(text)

    def save(change: Change) -> None:
        if _text(file) != text:
            raise ConflictError(f"{file} was changed meanwhile: run the command again")
        write_whole(file, as_json.dump(change(card)).encode())

    again = grading.redeal(card.pack, card.seed, profile, salt)
    if again.deal.dealt.head_commit != card.dealt_head:
        raise ForeignSubmissionError(
            "the pull request of this report cannot be dealt again: give --level, --focus,"
            " --defects, --salt-file and --private as they were given to grade it"
        )
    return _table(card, again, {}, save)


def _text(file: Path) -> str:
    try:
        return read_named(file, MAX_REPORT_BYTES).decode()
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no report in JSON") from error


def _table(
    card: Scorecard,
    again: Redealt,
    bodies: dict[str, str],
    save: Callable[[Change], None],
) -> Table:
    dealt, whole = again.deal.dealt, keeping.checked(card, again.challenge.defects)
    return Table(
        material=Material(card=whole, base=dealt.base, head=dealt.head, bodies=bodies), save=save
    )
