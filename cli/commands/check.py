"""``messypr check``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import rounds
from checker.page.tasks import ToolRun
from checker.report.phrasing import one_line
from checker.rounds import markers
from cli.lazy import examples
from cli.output.say import counted, print_json, print_note, print_result
from cli.steps import visible_checks

MAX_LINE_CHARS = 500


@click.command(epilog=examples("messypr check"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> int:
    """Run the project's own linters and tests.

    ruff, mypy and pytest check your working tree with the project's own configuration, as a
    reviewer would run them. They know nothing of the answer key; the exit code is 1 if one of
    them fails.
    """
    place = rounds.find(Path.cwd())
    pr = rounds.pull_request(place)
    if left := markers.count(place):
        print_note(f"{counted(left, 'marker')} in the code: messypr comment import --markers")
    ran = []
    running = visible_checks.run(place, pr)
    for name in visible_checks.NAMES:
        print_note(f"running {name} ...")
        ran.append(next(running))
        if not as_json:
            _print_run(ran[-1])
    if as_json:
        fields = [{"name": r.name, "passed": r.passed, "tail": list(r.tail)} for r in ran]
        print_json("check", {"checks": fields})
    return 0 if all(each.passed for each in ran) else 1


def _print_run(ran: ToolRun) -> None:
    print_result(f"{ran.name:6}  {'passed' if ran.passed else 'FAILED'}")
    if not ran.passed:
        for line in ran.tail:
            indent = " " * (len(line) - len(line.lstrip()))
            print_result(f"        {indent}{one_line(line, MAX_LINE_CHARS)}".rstrip())
