"""``messypr simulator``."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import TextIO

import click

from checker.errors import UsageError
from checker.simulator import Network, Simulator, WireRequest, cassettes, scripts
from checker.simulator.wire import log_lines
from cli.lazy import examples
from cli.output.say import print_note, print_result

SCHEMA = "messypr/simulator/1"
MOST_FILES = 4_096


@click.command(
    epilog=examples(
        "messypr simulator --port 8080",
        "messypr simulator --script storm.toml --log wire.jsonl",
        "messypr simulator --port 8080 --control 8090",
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
@click.option(
    "--record",
    nargs=2,
    metavar="URL FILE",
    help="Ask the API at URL instead, with MISTRAL_API_KEY, and add what it says to FILE (.jsonl).",
)
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answer as recorded: a .jsonl of --record, or a cassette of vcrpy (.json, .yaml).",
)
@click.option(
    "--control",
    type=click.IntRange(0, 65_535),
    help="Take scripts, resets and questions about the log at this port too; 0 for any free one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one document per line.")
def command(
    *,
    port: int,
    script: Path | None,
    log: Path | None,
    record: tuple[str, str] | None,
    replay: Path | None,
    control: int | None,
    as_json: bool,
) -> int:
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
        if replay is not None:
            cassettes.replay(mistral, cassettes.read(replay))
        if record:
            mistral.forward(_recorder(*record, stack))
        mistral.bound_log(seen.put)
        urls = dict(mistral.urls)
        if control is not None:
            urls["control"] = mistral.open_control(scripts.Controlling(mistral), control)
        _ready(urls, as_json=as_json)
        _print_requests(mistral, iter(seen.get, None), file, as_json=as_json)
        if not as_json:
            print_result(mistral.summary)
    return 0


def _recorder(url: str, name: str, stack: contextlib.ExitStack) -> cassettes.Recorder:
    """Return what asks the real API and adds each answer to a file, a whole line at a time."""
    key = os.environ.get("MISTRAL_API_KEY", "")
    if not key:
        raise UsageError("--record asks the real API: set MISTRAL_API_KEY")
    try:
        file = stack.enter_context(Path(name).open("a", encoding="utf-8"))  # noqa: SIM115  # it does
    except OSError as error:
        raise UsageError(f"{name} cannot be written ({error.strerror})") from error

    def keep(recorded: cassettes.Recorded) -> None:
        file.write(cassettes.line(recorded))
        file.flush()

    return cassettes.Recorder(url, key, keep)


def _allow_many_connections() -> None:
    """Raise the limit of open files, if that is allowed: macOS starts with 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _ready(urls: Mapping[str, str], *, as_json: bool) -> None:
    if as_json:
        print_result(json.dumps({"schema": SCHEMA, "urls": urls}))
        return
    for region, url in urls.items():
        print_result(f"{region:7} {url}")


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
