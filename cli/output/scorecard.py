"""The scorecard in the terminal: one sentence, then one line per defect, then the reasons.

Texts become ``rich`` texts and are never parsed as markup; ``phrasing.one_line`` escapes what is
hostile in them. Lines break only between words, so that ``path:line`` stays whole.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from checker.model.place import Lines
from checker.model.result import Outcome, Verdict
from checker.report import phrasing, severities
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard
from cli.output.rows import TextRow, in_columns, lay_out, plain, title

PLAIN_WIDTH = 80
MAX_WIDTH = 100
INDENT = 8
MAX_CLAIMS = 10
STYLES = {
    "found": "green",
    "asked": "magenta",
    "missed": "bold red",
    "fixed": "green",
    "unfixed": "bold red",
    "blocker": "bold",
}
WIDTHS = (7, 6, 7)


def show(card: Scorecard, *, explain: bool = False, first: Sequence[TextRow] = ()) -> None:
    """Print a scorecard to stdout, in colour if stdout is a terminal that shows colours.

    ``first`` are rows that come after the verdict, before the defects.
    """
    console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    _print(card, console, min(console.width, MAX_WIDTH), explain=explain, first=first)


def show_rows(rows: Iterable[TextRow]) -> None:
    """Print rows to stdout as a scorecard's are printed."""
    console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    _print_rows(rows, console, min(console.width, MAX_WIDTH))


def to_text(card: Scorecard, *, explain: bool = False) -> str:
    """Return a scorecard as plain text of 80 columns."""
    written = StringIO()
    console = Console(file=written, no_color=True, force_terminal=False, width=PLAIN_WIDTH)
    _print(card, console, PLAIN_WIDTH, explain=explain)
    return written.getvalue()


def _print(
    card: Scorecard,
    console: Console,
    width: int,
    *,
    explain: bool,
    first: Sequence[TextRow] = (),
) -> None:
    _print_rows(_rows(card, first, explain=explain), console, width)


def _print_rows(rows: Iterable[TextRow], console: Console, width: int) -> None:
    for line in lay_out(rows, width):
        console.print(line, soft_wrap=True, highlight=False, emoji=False)


def _rows(card: Scorecard, first: Sequence[TextRow], *, explain: bool) -> Iterator[TextRow]:
    yield from _verdict(card)
    yield from first
    yield from _section("defects, worst first", _defects(card, explain=explain))
    yield from _section("comments that fit no defect", _wrong(card, explain=explain))
    if explain:
        yield from _section("every comment, claim by claim", _claims(card))
        for each in card.adjudications:
            rows = map(plain, map(phrasing.second_verdict, each.changed))
            yield from _section(f"changed by {phrasing.one_line(each.judge)}", rows)
    yield from _section("severity, which is not scored", map(plain, severities.describe(card)))
    yield from _section("hints that were taken", map(plain, map(phrasing.hint, card.hints)))
    yield from _section("broken by the commits", _broken(card))
    yield from _section("why this score", _reasons(card))
    yield from _section("not graded", _ignored(card))
    yield from _section("graded with", _circumstances(card))


def _section(name: str, rows: Iterable[TextRow]) -> Iterator[TextRow]:
    given = list(rows)
    if given:
        yield plain("")
        yield title(name)
        yield from given


def _verdict(card: Scorecard) -> Iterator[TextRow]:
    review, fix = card.score.review, card.score.fix
    line = Text(f"{phrasing.total(card)} of 100", style="bold")
    line.append(f"   review {review.earned:.1f} of {review.possible:g}")
    line.append(f"   fix {fix.earned:.1f} of {fix.possible:g}")
    if late := phrasing.lateness(card):
        line.append(f"   {late}", style="bold red")
    yield TextRow(indent=0, text=line)
    yield plain(phrasing.round_of(card))
    yield from (plain(phrasing.adjudicated(each)) for each in card.adjudications)


def _defects(card: Scorecard, *, explain: bool) -> Iterator[TextRow]:
    for defect in card.defects:
        found, fixed = phrasing.found_word(defect), phrasing.fixed_word(defect)
        places = phrasing.places(defect)
        cells = (
            (defect.severity, STYLES.get(defect.severity, "")),
            (found, STYLES[found]),
            (fixed, STYLES[fixed]),
        )
        line = in_columns(cells, WIDTHS)
        line.append(f"{phrasing.one_line(defect.rule)} {_first(defect)}")
        yield TextRow(indent=0, text=line, hanging=sum(WIDTHS) + len(WIDTHS))
        yield from (_explained(defect, places) if explain else _in_short(defect, places))


def _first(defect: DefectLine) -> str:
    """Return the first line of a defect, which an editor can open with a click."""
    if not defect.places:
        return ""
    place = defect.places[0]
    return phrasing.location(place.path, Lines(first=place.lines.first, last=place.lines.first))


def _in_short(defect: DefectLine, places: tuple[str, ...]) -> Iterator[TextRow]:
    """Yield why a missed defect matters, and which checks of a found one still fail."""
    if defect.found < 1:
        yield plain(phrasing.one_line(phrasing.first_sentence(defect.explanation)), INDENT)
        if places[1:]:
            yield plain(f"also {', '.join(places[1:])}", INDENT)
    if defect.found and not defect.fixed:
        yield from (plain(f"still: {said}", INDENT) for said in phrasing.still_there(defect)[:1])


def _explained(defect: DefectLine, places: tuple[str, ...]) -> Iterator[TextRow]:
    """Yield everything about a defect: its explanation, and the result of each check."""
    if places[1:]:
        yield plain(f"also {', '.join(places[1:])}", INDENT)
    if defect.found:
        yield plain(f"by comment {phrasing.one_line(defect.comment)}", INDENT)
    if defect.found < 1:
        yield plain(phrasing.one_line(defect.explanation, longest=2_000), INDENT)
        for asked in defect.asked:
            yield plain(f"would have found it: {phrasing.one_line(asked)}", INDENT)
    for check in defect.checks:
        word = "holds" if check.outcome is Outcome.PASSED else "fails"
        said = check.evidence or check.name
        yield plain(f"{check.kind} {word}: {phrasing.one_line(said)}", INDENT)


def _wrong(card: Scorecard, *, explain: bool) -> Iterator[TextRow]:
    claims = card.taken_for(Verdict.FALSE_ALARM, Verdict.NOISE)
    shown = claims if explain else claims[:MAX_CLAIMS]
    for claim in shown:
        yield from _claim(claim)
    if len(claims) > len(shown):
        yield plain(f"and {len(claims) - len(shown)} more: messypr report --explain")


def _claims(card: Scorecard) -> Iterator[TextRow]:
    for claim in card.claims:
        yield from _claim(claim)


def _claim(claim: ClaimLine) -> Iterator[TextRow]:
    target = f" {phrasing.one_line(claim.rule)}" if claim.rule else ""
    by = f"comment {phrasing.one_line(claim.comment)}"
    yield plain(f"{claim.verdict}{target} {phrasing.where(claim)} {by}")
    yield plain(f'"{phrasing.one_line(claim.text)}"', INDENT)
    yield plain(phrasing.one_line(claim.why, longest=600), INDENT)


def _broken(card: Scorecard) -> Iterator[TextRow]:
    for regression in card.regressions:
        yield plain(
            f"{phrasing.one_line(regression.target)}: {phrasing.one_line(regression.evidence)}"
        )
        if regression.tests:
            yield plain(phrasing.one_line(", ".join(regression.tests)), INDENT)


def _reasons(card: Scorecard) -> Iterator[TextRow]:
    for name, points in (("review", card.score.review), ("fix", card.score.fix)):
        yield plain(f"{name} {points.earned:.1f} of {points.possible:g}")
        yield from (plain(phrasing.one_line(reason), INDENT) for reason in points.reasons)


def _ignored(card: Scorecard) -> Iterator[TextRow]:
    for each in card.ignored:
        yield plain(f"{phrasing.one_line(each.path)}: {phrasing.one_line(each.reason)}")


def _circumstances(card: Scorecard) -> Iterator[TextRow]:
    yield plain(phrasing.one_line(phrasing.graded_with(card)))
    yield from (plain(phrasing.one_line(note)) for note in card.notes)
