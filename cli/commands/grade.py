"""``messypr grade``."""

from __future__ import annotations

from pathlib import Path

import click

from checker.errors import InvalidReviewError, SubmissionError, UsageError
from checker.report import Scorecard
from checker.rules.rule import Category
from checker.sandbox.isolation.levels import Isolation, best_isolation
from checker.system import result_cache
from checker.system.result_cache import NO_CACHE, ResultCache
from cli.exit_codes import ExitCode
from cli.lazy import examples
from cli.options.profile import profile_of, profile_options, salt_of, salt_option
from cli.output import formats
from cli.output.say import in_ci, print_note
from cli.steps import grading
from cli.steps.grading import Redealt

REFUSAL = (
    "this machine supports only level basic, which is no sandbox: the submission's code could read"
    " its files. In a job without secrets pass --allow-basic; messypr doctor shows what is missing"
)


class Output(click.ParamType[tuple[str, Path]]):
    """A format and a file, typed as FORMAT=PATH."""

    name = "format=path"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """Return the format and the path, whose folder must exist."""
        form, _, path = value.partition("=")
        if form not in formats.NAMES or not path:
            self.fail(f"{value!a} must be FORMAT=PATH, FORMAT one of {', '.join(formats.NAMES)}")
        if not Path(path).parent.is_dir() or Path(path).is_dir():
            self.fail(f"no file can be written at {path!a}", param, ctx)
        return form, Path(path)


@click.command(
    epilog=examples(
        "messypr grade handed-in/ --pack helpdesk --seed 42",
        "messypr grade round.bundle --pack helpdesk --seed 42 --fail-under 60",
        "messypr grade . --pack helpdesk --seed 42 --ref origin/draft-replies \\",
        "  --review review.json --allow-basic --out markdown=card.md",
        "messypr grade . --pack helpdesk --seed 7 --level interview --salt-file salt",
    )
)
@click.argument("source", metavar="REPO_OR_BUNDLE", type=click.Path(exists=True, path_type=Path))
@click.option("--pack", required=True, help="The pack that was dealt.")
@click.option("--seed", required=True, type=click.IntRange(min=0), help="The seed that was dealt.")
@salt_option
@profile_options
@click.option(
    "--review",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The review file.  [default: the one in refs/messypr/review]",
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
    type=Output(),
    help="Also write the report there; repeatable.",
)
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
    explain: bool,
    verbose: bool,
    no_cache: bool,
    allow_basic: bool,
) -> int:
    """Grade a repository that somebody handed in.

    REPO_OR_BUNDLE must contain the dealt commit: clone the whole history. --fail-under compares
    the lower end of the score. The exit codes are listed in `messypr --help`.
    """
    if in_ci() and not allow_basic and best_isolation() is Isolation.BASIC:
        raise UsageError(REFUSAL)
    cache = NO_CACHE if no_cache else result_cache.user_cache()
    table = grading.redeal(pack, seed, profile_of(level, focus, defects), salt_of(salt_file))
    card = _graded(table, source, ref=ref, review=review, cache=cache, verbose=verbose)
    for form, path in outputs:
        path.write_text(formats.as_file(card, form), "utf-8")
        print_note(f"wrote {path}")
    formats.show(card, "json" if as_json else output_format, explain=explain)
    if fail_under is not None and card.score.total < fail_under:
        print_note(f"{card.score.total:.1f} is under {fail_under:g}")
        return ExitCode.ANSWER_IS_NO
    return 0


def _graded(
    table: Redealt,
    source: Path,
    *,
    ref: str | None,
    review: Path | None,
    cache: ResultCache,
    verbose: bool,
) -> Scorecard:
    try:
        return grading.grade_repository(
            table, source, ref=ref, review=review, cache=cache, verbose=verbose
        )
    except InvalidReviewError as error:  # the grader cannot correct it
        raise SubmissionError(str(error)) from error
