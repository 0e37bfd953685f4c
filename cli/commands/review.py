"""``messypr review``."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

import click

from checker import rounds
from checker.errors import UsageError
from checker.learning import as_html
from checker.page.app import WholePages
from checker.page.serving import Served, serve
from checker.rounds import RoundDir
from cli.lazy import examples
from cli.output.html_report import page
from cli.output.say import in_ci, print_json, print_note, print_result
from cli.steps import history, page_server
from cli.steps.page_tasks import page_tasks


@click.command(
    epilog=examples("messypr review", "messypr review --background", "messypr review --stop")
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="The port to listen on.  [default: the last one of this round, else any free one]",
)
@click.option("--no-open", is_flag=True, help="Only print the address; open no browser.")
@click.option("--background", "behind", is_flag=True, help="Keep serving after this command ends.")
@click.option("--stop", is_flag=True, help="Stop the server that --background started.")
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
def command(*, port: int, no_open: bool, behind: bool, stop: bool, as_json: bool) -> None:
    """Review the pull request in a browser.

    Serves the round of this folder to this machine only, until Ctrl-C. Everything you type is
    saved at once: closing the tab, or stopping the server, loses nothing. The clock goes on.
    """
    place = rounds.find(Path.cwd())
    if stop:
        if behind:
            raise UsageError("give only one of --background and --stop")
        print_note(
            "stopped" if page_server.stop(place) else "no server was running in the background"
        )
        return
    if behind:
        served = page_server.find(place) or page_server.start(place, port)
        _print_address(served, as_json=as_json, browse=not no_open)
        print_note("the server runs until `messypr review --stop`")
        return
    _serve(place, port, as_json=as_json, browse=not no_open)
    print_note("stopped; everything is saved")


def _serve(round_dir: RoundDir, port: int, *, as_json: bool, browse: bool) -> None:
    pr = rounds.pull_request(round_dir)

    def begun(served: Served) -> None:
        if page_server.CHILD in os.environ:
            page_server.announce(round_dir, served)
            return
        _print_address(served, as_json=as_json, browse=browse)
        print_note("Ctrl-C stops it")

    serve(
        round_dir,
        pr,
        page_tasks(round_dir, pr),
        WholePages(
            report=lambda: page(round_dir, pr, alone=False),
            progress=lambda: as_html.dump(history.load(), alone=False),
        ),
        port=port,
        begun=begun,
    )


def _print_address(served: Served, *, as_json: bool, browse: bool) -> None:
    if as_json:
        print_json("review-page", {"url": served.url, "port": served.port})
    else:
        print_result(served.url)
    sys.stdout.flush()
    seen = sys.platform == "darwin" or {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)
    if browse and seen and not in_ci():
        webbrowser.open(served.url)
