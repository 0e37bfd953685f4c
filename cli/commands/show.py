"""``messypr show``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from checker.errors import UsageError
from checker.model.pack import PullRequest
from checker.model.profile import Profile
from checker.packs import loading
from checker.rules.rule import Category
from cli.lazy import examples
from cli.options.private import private_option
from cli.options.profile import profile_of, profile_options, salt_of, salt_option
from cli.output.say import print_json, print_result


@click.command(
    epilog=examples("messypr show helpdesk", "messypr show helpdesk --key --seed 7 --level drill")
)
@click.argument("pack")
@click.option("--key", "with_key", is_flag=True, help="Show the answer key of a seed, for graders.")
@click.option("--seed", type=click.IntRange(min=0), help="The seed whose answer key to show.")
@salt_option
@profile_options
@private_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    *,
    pack: str,
    with_key: bool,
    seed: int | None,
    salt_file: Path | None,
    level: str | None,
    focus: tuple[Category, ...],
    defects: int | None,
    as_json: bool,
) -> None:
    """Show what a pack's pull request says.

    A round has the same text in PR.md, with false claims added if it was dealt with a level;
    nothing of it is secret. With --key and a seed the command shows what was drawn instead:
    each defect with its explanation and its place, the checks that see it, and what else is not
    true.
    """
    if with_key:
        if seed is None:
            raise UsageError("--key needs the --seed of a deal")
        _print_key(pack, seed, profile_of(level, focus, defects), salt_file, as_json=as_json)
        return
    pr = loading.load_pr(pack)
    if as_json:
        print_json("pull-request", _fields(pr))
    else:
        _print(pr)


def _print_key(
    pack: str, seed: int, profile: Profile, salt_file: Path | None, *, as_json: bool
) -> None:
    from cli.output import answer_key  # noqa: PLC0415  only graders need it, and it imports libcst
    from cli.steps import grading  # noqa: PLC0415  only graders need it, and it imports git

    table = grading.redeal(pack, seed, profile, salt_of(salt_file))
    if as_json:
        print_json("key", answer_key.fields(table.challenge, table.deal))
    else:
        width = min(shutil.get_terminal_size().columns, answer_key.MAX_WIDTH)
        print_result(answer_key.as_text(table.challenge, table.deal, width))


def _print(pr: PullRequest) -> None:
    print_result(f"{pr.title}\n")
    print_result(f"{pr.author} wants to merge {pr.branch}, in {len(pr.commits)} commits")
    print_result(f"{pr.level}, {pr.minutes} minutes; {', '.join(pr.topics)}\n")
    print_result(f"{pr.body}")
    print_result("Commits")
    for commit in pr.commits:
        print_result(f"  {commit.message.splitlines()[0]}")
    print_result("\nNames that a fix keeps")
    for name in pr.contract:
        print_result(f"  {name}")


def _fields(pr: PullRequest) -> dict[str, object]:
    return {
        "name": pr.slug.replace("_", "-"),
        "title": pr.title,
        "author": pr.author,
        "branch": pr.branch,
        "minutes": pr.minutes,
        "level": pr.level,
        "topics": list(pr.topics),
        "body": pr.body,
        "commits": [commit.message for commit in pr.commits],
        "contract": list(pr.contract),
        "touch": list(pr.touch),
    }
