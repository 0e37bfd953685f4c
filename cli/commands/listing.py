"""``messypr list``."""

from __future__ import annotations

import click

from checker.errors import PackError
from checker.model.pack import PullRequest
from checker.packs import loading
from checker.report.phrasing import one_line
from cli.lazy import examples
from cli.options.private import private_option
from cli.output.say import print_json, print_note, print_result

DRAFT = "draft: not all of its proofs have been run, so its score is not final"


@click.command(epilog=examples("messypr list", "messypr list --check-keys"))
@click.option(
    "--check-keys", is_flag=True, help="For authors: read the answer keys too, and name faults."
)
@private_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, check_keys: bool, as_json: bool) -> None:
    """List the packs to practise on.

    A pack that is broken is not listed: stderr names it and its fault. The exit code is 0 all the
    same, and 3 where there is no pack that is whole.
    """
    packs, broken = _packs(check_keys=check_keys)
    for name, problems in broken.items():
        for problem in problems.splitlines():
            print_note(one_line(f"messypr: the pack {name} is broken: {problem}"))
    if not packs:
        raise PackError("no pack is whole" if broken else "no pack is installed")
    if as_json:
        print_json("list", {"packs": [*map(_fields, packs)], "broken": broken})
        return
    width = max(len(_name(pr)) for pr in packs)
    for pr in packs:
        print_result(f"{_name(pr):{width}}  {pr.level}, {pr.minutes} min: {pr.title}")
        print_result(f"{'':{width}}  {', '.join(pr.topics)}")
        if pr.draft:
            print_result(f"{'':{width}}  {DRAFT}")
    if check_keys:
        print_note("no fault that reading shows in the keys of these packs")


def _name(pr: PullRequest) -> str:
    return pr.slug.replace("_", "-")


def _fields(pr: PullRequest) -> dict[str, object]:
    return {
        "name": _name(pr),
        "title": pr.title,
        "level": pr.level,
        "minutes": pr.minutes,
        "topics": list(pr.topics),
        "draft": pr.draft,
    }


def _packs(*, check_keys: bool) -> tuple[list[PullRequest], dict[str, str]]:
    """Return the packs that are whole, and what is wrong with the others by name."""
    packs: list[PullRequest] = []
    broken: dict[str, str] = {}
    for slug in loading.slugs():
        try:
            pr = loading.load_pr(slug)
            if check_keys:
                _check_key(slug)
            packs.append(pr)
        except PackError as error:
            broken[slug.replace("_", "-")] = str(error)
    return packs, broken


def _check_key(slug: str) -> None:
    """Refuse a pack whose answer key has a fault that reading shows.

    Raises:
        PackError: it has one; the message has a line for each.
    """
    # Imported here: a candidate's list is printed without the library that parses keys.
    from checker.defence import proving  # noqa: PLC0415
    from checker.prove.author_faults import refuse_faults  # noqa: PLC0415
    from checker.prove.proof import pack_trees  # noqa: PLC0415

    pack = loading.load(slug)
    refuse_faults(pack_trees(pack), lock=True)
    proving.refuse_faults(pack.key.feature.parent)
