"""``messypr list``."""

from __future__ import annotations

import click

from checker.packs import loading
from cli.lazy import examples
from cli.output.say import print_json, print_result

DRAFT = "draft: some of its proofs have not been run, so its score is not final"


@click.command(epilog=examples("messypr list"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """List the packs to practise on."""
    packs = [loading.load_pr(slug) for slug in loading.slugs()]
    fields = [
        {
            "name": pr.slug.replace("_", "-"),
            "title": pr.title,
            "level": pr.level,
            "minutes": pr.minutes,
            "topics": list(pr.topics),
            "draft": pr.draft,
        }
        for pr in packs
    ]
    if as_json:
        print_json("list", {"packs": fields})
        return
    width = max(len(str(each["name"])) for each in fields)
    for pr, each in zip(packs, fields, strict=True):
        print_result(f"{each['name']:{width}}  {pr.level}, {pr.minutes} min: {pr.title}")
        print_result(f"{'':{width}}  {', '.join(pr.topics)}")
        if pr.draft:
            print_result(f"{'':{width}}  {DRAFT}")
