"""``messypr simulator``."""

from __future__ import annotations

import contextlib
import json
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import TextIO

import click

from checker.simulator import Network, Simulator, WireRequest, scripts
from checker.simulator.wire import log_lines
from cli.lazy import examples
from cli.output.say import print_note, print_result

SCHEMA = "messypr/simulator/1"
MOST_FILES = 4_096


@click.command(
    epilog=examples(
        "messypr simulator --port 8080",
        "messypr simulator --script storm.toml --log wire.jsonl",
    )
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_533),
    default=0,
    help="The global host's port; EU and US have the next two.  [default: any free ones]",
)
@click.option(
    "--script",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A script of answers in TOML or JSON; see docs/simulator.md.",
)
@click.option(
    "--log",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every request to this file, one JSON document per line.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one document per line.")
def command(*, port: int, script: Path | None, log: Path | None, as_json: bool) -> int:
    """Serve a Mistral API on this machine until it is interrupted.

    It accepts any key, refuses what the real API refuses, and prints every request. The three
    hosts are those of the SDK: global, EU and US.
    """
    plan = scripts.Plan()
    if script is not None:
        plan = scripts.read(script.read_bytes(), as_json=script.suffix == ".json")
    seen: SimpleQueue[WireRequest | None] = SimpleQueue()
    _allow_many_connections()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_interrupted(lambda: seen.put(None)))
        file = stack.enter_context(log.open("w", encoding="utf-8")) if log is not None else None
        mistral = stack.enter_context(Network()).simulator(port)
        scripts.apply(plan, mistral)
        mistral.bound_log(seen.put)
        _ready(mistral, as_json=as_json)
        _print_requests(mistral, iter(seen.get, None), file, as_json=as_json)
        if not as_json:
            print_result(mistral.summary)
    return 0


def _allow_many_connections() -> None:
    """Raise the limit of open files, if that is allowed: macOS starts with 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _ready(mistral: Simulator, *, as_json: bool) -> None:
    if as_json:
        print_result(json.dumps({"schema": SCHEMA, "urls": dict(mistral.urls)}))
        return
    for region, url in mistral.urls.items():
        print_result(f"{region:6}  {url}")


def _print_requests(
    mistral: Simulator, seen: Iterator[WireRequest], file: TextIO | None, *, as_json: bool
) -> None:
    """Print every request when it ends."""
    faults = 0
    for request in seen:
        line = log_lines.as_json(request)
        print_result(line if as_json else log_lines.in_words(request))
        if file is not None:
            file.write(f"{line}\n")
            file.flush()
        for fault in mistral.errors[faults:]:
            print_note(f"the script does not fit: {fault}")
        faults = len(mistral.errors)


@contextlib.contextmanager
def _interrupted(end: Callable[[], None]) -> Iterator[None]:
    """Treat Ctrl-C and SIGTERM as the normal end of the server.

    They raise nothing, so that a line is always written whole.
    """
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda *_: end()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
