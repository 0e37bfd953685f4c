"""``messypr show``."""

from __future__ import annotations

import click

from checker import library
from checker.model.pack import PullRequest
from cli.lazy import examples
from cli.output import document, say


@click.command(epilog=examples("messypr show helpdesk"))
@click.argument("pack")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(pack: str, *, as_json: bool) -> None:
    """Show what a pack's pull request says.

    The same stands in PR.md of a round; nothing here is secret.
    """
    pr = library.load_pr(pack)
    if as_json:
        document("pull-request", _fields(pr))
        return
    say(f"{pr.title}\n")
    say(f"{pr.author} wants to merge {pr.branch}, in {len(pr.commits)} commits")
    say(f"{pr.level}, {pr.minutes} minutes; {', '.join(pr.topics)}\n")
    say(f"{pr.body}")
    say("Commits")
    for commit in pr.commits:
        say(f"  {commit.message.splitlines()[0]}")
    say("\nNames that a fix keeps")
    for name in pr.contract:
        say(f"  {name}")


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
