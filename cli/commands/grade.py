"""``messypr grade``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from checker.errors import InvalidReviewError, SubmissionError, UsageError
from checker.report import Scorecard
from checker.report.candidate import CandidateReport
from checker.rules.rule import Category
from checker.sandbox.isolation.levels import Isolation, best_isolation
from checker.submission import NO_REVIEW
from checker.system import result_cache
from checker.system.files import write_output
from checker.system.result_cache import NO_CACHE, ResultCache
from cli.exit_codes import ExitCode
from cli.lazy import examples
from cli.options.output_file import OutputFile
from cli.options.private import private_option
from cli.options.profile import profile_of, profile_options, salt_of, salt_option
from cli.output import formats
from cli.output.say import in_ci, print_note
from cli.steps import exam, grading
from cli.steps.exam import Audience, Graded
from cli.steps.grading import Redealt

REFUSAL = (
    "this machine supports only level basic, which is no sandbox: the submission's code could read"
    " its files. In a job without secrets pass --allow-basic; messypr doctor shows what is missing"
)


@click.command(
    epilog=examples(
        "messypr grade handed-in/ --pack helpdesk --seed 42",
        "messypr grade round.bundle --pack helpdesk --seed 42 --fail-under 60",
        "messypr grade . --pack helpdesk --seed 42 --ref origin/draft-replies \\",
        "  --review review.json --allow-basic --out markdown=card.md",
        "messypr grade . --pack helpdesk --seed 7 --level interview --salt-file salt",
        "messypr grade alice.bundle --pack casework --seed 7 --private packs \\",
        "  --for candidate --attempts attempts/alice.json",
    )
)
@click.argument("source", metavar="REPO_OR_BUNDLE", type=click.Path(exists=True, path_type=Path))
@click.option("--pack", required=True, help="The pack that was dealt.")
@click.option("--seed", required=True, type=click.IntRange(min=0), help="The seed that was dealt.")
@salt_option
@private_option
@profile_options
@click.option(
    "--review",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The review, in any format that `messypr comment import` reads."
    "  [default: the one in refs/messypr/review]",
)
@click.option("--ref", help="The branch or commit to grade.  [default: the one checked out]")
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), help="Exit with 1 if the score is lower."
)
@click.option(
    "--output-format",
    type=click.Choice(formats.NAMES),
    default="text",
    show_default=True,
    help="The output format.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option(
    "--out",
    "outputs",
    multiple=True,
    type=OutputFile(),
    help="Also write the report there; repeatable.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice([str(each) for each in Audience]),
    help="Who reads the report: a candidate's says nothing of what was missed."
    "  [default: candidate in CI, organiser elsewhere]",
)
@click.option(
    "--attempts",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of the organiser that keeps the attempts of one candidate: a commit is graded"
    " once.",
)
@click.option("--reveal", is_flag=True, help="Show everything; with --attempts close the exam.")
@click.option("--explain", is_flag=True, help="Explain the verdict on each comment.")
@click.option(
    "--verbose",
    is_flag=True,
    help="Show what the candidate's code said, such as the texts of its errors.",
)
@click.option("--no-cache", is_flag=True, help="Run every check again, without cached results.")
@click.option("--allow-basic", is_flag=True, help="In CI: grade even without a sandbox.")
def command(
    *,
    source: Path,
    pack: str,
    seed: int,
    salt_file: Path | None,
    level: str | None,
    focus: tuple[Category, ...],
    defects: int | None,
    review: Path | None,
    ref: str | None,
    fail_under: float | None,
    output_format: str,
    outputs: tuple[tuple[str, Path], ...],
    as_json: bool,
    audience: str | None,
    attempts: Path | None,
    reveal: bool,
    explain: bool,
    verbose: bool,
    no_cache: bool,
    allow_basic: bool,
) -> int:
    """Grade a repository that somebody handed in.

    REPO_OR_BUNDLE must contain the dealt commit: clone the whole history. --fail-under compares
    the score. The exit codes are listed in `messypr --help`.

    The report for a candidate has points, categories and what each own comment earned. With
    --attempts each commit is graded once and attempts are counted, until --reveal closes the exam.
    """
    if in_ci() and not allow_basic and best_isolation() is Isolation.BASIC:
        raise UsageError(REFUSAL)
    reader = _reader(audience, reveal=reveal, explain=explain)
    cache = NO_CACHE if no_cache else result_cache.user_cache()
    table = grading.redeal(pack, seed, profile_of(level, focus, defects), salt_of(salt_file))
    how = _How(ref=ref, review=review, cache=cache, verbose=verbose)
    with exam.without_evidence(reader):
        graded = _graded(table, source, how, attempts=attempts, close=reveal)
    shown = graded.shown_to(reader)
    _write(shown, outputs)
    formats.show(shown, "json" if as_json else output_format, explain=explain)
    return _exit_code(graded.card.score.total, fail_under)


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """What to grade of a repository, and with which cached results."""

    ref: str | None
    review: Path | None
    cache: ResultCache
    verbose: bool


def _reader(audience: str | None, *, reveal: bool, explain: bool) -> Audience:
    """Return who reads the report; in CI everybody reads the log.

    Raises:
        UsageError: The options contradict each other.
    """
    if reveal:
        if audience == Audience.CANDIDATE:
            raise UsageError("--reveal shows everything: leave out --for candidate")
        return Audience.ORGANISER
    chosen = Audience.CANDIDATE if in_ci() else Audience.ORGANISER
    reader = Audience(audience) if audience else chosen
    if explain and reader is Audience.CANDIDATE:
        raise UsageError("--explain shows what was missed: it needs --for organiser or --reveal")
    return reader


def _write(shown: Scorecard | CandidateReport, outputs: Iterable[tuple[str, Path]]) -> None:
    """Write a report in some formats, each into its file."""
    for form, path in outputs:
        write_output(path, formats.as_file(shown, form).encode())
        print_note(f"wrote {path}")


def _exit_code(total: float, fail_under: float | None) -> int:
    """Return the exit code of a score; one that is too low is said."""
    if fail_under is not None and total < fail_under:
        print_note(f"{total:.1f} is under {fail_under:g}")
        return ExitCode.ANSWER_IS_NO
    return 0


def _graded(
    table: Redealt, source: Path, how: _How, *, attempts: Path | None, close: bool
) -> Graded:
    pr = table.challenge.pack.pr

    def grade() -> Scorecard:
        card = grading.grade_repository(
            table,
            source,
            ref=how.ref,
            review=how.review,
            cache=how.cache,
            verbose=how.verbose,
        )
        if NO_REVIEW in card.notes:
            print_note(NO_REVIEW)
        return exam.with_warning(card, pr)

    try:
        if attempts is None:
            return Graded(card=grade())
        head = grading.head_of(table, source, ref=how.ref, review=how.review)
        return exam.graded_once(attempts, table.deal.dealt.head_commit, head, grade, close=close)
    except InvalidReviewError as error:  # the grader cannot correct it
        raise SubmissionError(str(error)) from error
