"""The command line: the table of commands, and the one place where errors are reported."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise
from types import FrameType
from typing import NoReturn

import click

from checker.errors import MessyprError
from cli import exit_codes
from cli.exit_codes import ExitCode
from cli.lazy import CommandEntry, LazyGroup, examples

INTERRUPTED = (ExitCode.INTERRUPTED, "interrupted", "interrupted")
TERMINATED = (ExitCode.TERMINATED, "terminated", "terminated")
ERROR_SCHEMA = "messypr/error/1"
COMMANDS = {
    "start": CommandEntry(
        target="cli.commands.start:command", summary="Deal a pull request and start the clock."
    ),
    "drill": CommandEntry(
        target="cli.commands.drill:command", summary="Deal three to five defects of what is due."
    ),
    "status": CommandEntry(
        target="cli.commands.status:command", summary="Show the time left and what comes next."
    ),
    "diff": CommandEntry(
        target="cli.commands.diff:command", summary="Show what the pull request changes."
    ),
    "check": CommandEntry(
        target="cli.commands.check:command", summary="Run the project's own linters and tests."
    ),
    "review": CommandEntry(
        target="cli.commands.review:command", summary="Review the pull request in a browser."
    ),
    "hint": CommandEntry(
        target="cli.commands.hint:command", summary="Take a hint at a price, in a practice round."
    ),
    "comment": CommandEntry(
        target="cli.commands.comment:command", summary="Write and change review comments."
    ),
    "submit": CommandEntry(
        target="cli.commands.submit:command", summary="Hand the round in and show its score."
    ),
    "report": CommandEntry(
        target="cli.commands.report:command", summary="Show the report of the round again."
    ),
    "defend": CommandEntry(
        target="cli.commands.defend:command",
        summary="Answer questions about a round that was handed in.",
    ),
    "settle": CommandEntry(
        target="cli.commands.settle:command",
        summary="Settle verdicts that messypr is not sure of.",
    ),
    "adjudicate": CommandEntry(
        target="cli.commands.adjudicate:command",
        summary="Ask a second judge about the verdicts in doubt.",
    ),
    "baseline": CommandEntry(
        target="cli.commands.baseline:command", summary="Show what you add to a machine's review."
    ),
    "history": CommandEntry(
        target="cli.commands.history:command", summary="List the rounds that were graded."
    ),
    "progress": CommandEntry(
        target="cli.commands.progress:command", summary="Show strengths, gaps and trends."
    ),
    "list": CommandEntry(
        target="cli.commands.listing:command", summary="List the packs to practise on."
    ),
    "show": CommandEntry(
        target="cli.commands.show:command", summary="Show what a pack's pull request says."
    ),
    "explain": CommandEntry(
        target="cli.commands.explain:command", summary="Explain a rule, or how a score comes about."
    ),
    "deal": CommandEntry(
        target="cli.commands.deal:command", summary="Deal a pull request for somebody else."
    ),
    "grade": CommandEntry(
        target="cli.commands.grade:command", summary="Grade a repository that somebody handed in."
    ),
    "simulator": CommandEntry(
        target="cli.commands.simulator:command",
        summary="Serve a Mistral API on this machine until it is interrupted.",
    ),
    "prove": CommandEntry(
        target="cli.commands.prove:command", summary="Prove that a pack's answer key is true."
    ),
    "new-defect": CommandEntry(
        target="cli.commands.new_defect:command",
        summary="Begin a defect: write its files and list it.",
    ),
    "new-operator": CommandEntry(
        target="cli.commands.new_operator:command",
        summary="Begin an operator: write its file and list it.",
    ),
    "admit": CommandEntry(
        target="cli.commands.admit:command",
        summary="Admit sites of operators to what a pack deals.",
    ),
    "doctor": CommandEntry(
        target="cli.commands.doctor:command", summary="Check how well this machine isolates code."
    ),
    "demo": CommandEntry(
        target="cli.commands.demo:command", summary="Show a sample round and its score."
    ),
}


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\n\n".join(
        [
            examples("messypr start helpdesk", "messypr comment add src/app.py:12 -m TEXT"),
            exit_codes.table(),
        ]
    ),
)
@click.option("--debug", is_flag=True, help="Print the traceback of an error.")
@click.version_option(package_name="messypr", message="%(prog)s %(version)s")
def group(*, debug: bool) -> None:
    """Practise code review on messy pull requests, and get a score with its reasons."""
    del debug  # ``run`` reads it from the arguments, before anything is parsed


ENDING = (signal.SIGTERM, signal.SIGHUP)


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP arrived: a CI job was cancelled, or a terminal was closed, for example."""


def main() -> NoReturn:
    """Run the command and exit with its code; SIGTERM and SIGHUP clean up as Ctrl-C does."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup ignores SIGHUP
            signal.signal(number, _terminate)
    sys.exit(run(sys.argv[1:]))


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    for each in ENDING:  # a second one must not interrupt the cleaning up
        signal.signal(each, signal.SIG_IGN)
    raise Terminated


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; every error is reported here."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # some terminals show only ASCII
    try:
        code = group.main(args=list(arguments), prog_name="messypr", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit:  # click raises it when the reader of our output has gone
        return ExitCode.OUTPUT_CLOSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OUTPUT_CLOSED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  this is the boundary
        return _report_error(error, arguments)
    return code if isinstance(code, int) else 0


def _report_error(error: BaseException, arguments: Sequence[str]) -> int:
    """Print an error on one line of stderr, and as JSON on stdout with --json."""
    if "--debug" in arguments:
        traceback.print_exception(error)
    code, name, message = _describe(error)
    message = _printable(message)
    if isinstance(error, click.UsageError):
        error.show(sys.stderr)
    else:
        click.echo(f"messypr{' failed' if name == 'bug' else ''}: {message}", err=True)
    if _wants_json(arguments):
        fields = {"code": name, "message": message, "exit_code": code}
        click.echo(json.dumps({"schema": ERROR_SCHEMA, "error": fields}))
    return code


def _describe(error: BaseException) -> tuple[int, str, str]:
    """Return the exit code, the name and the message for an error."""
    if isinstance(error, MessyprError):
        return error.exit_code, _name(error), str(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        terminated = Terminated in {type(error), type(error.__cause__)}  # click raises an Abort
        return TERMINATED if terminated else INTERRUPTED
    if isinstance(error, click.ClickException):
        return ExitCode.USAGE, "usage", error.format_message()
    if shutil.which("git") is None:
        return ExitCode.FAILED, "no_git", "git is not on PATH; install git"
    if isinstance(error, OSError) and error.strerror:
        about = f": {os.fsdecode(error.filename)}" if error.filename else ""
        return ExitCode.FAILED, "system", f"{error.strerror}{about}"
    hint = "this is a bug (messypr --debug ... prints the traceback)"
    return ExitCode.FAILED, "bug", f"{type(error).__name__}: {error}, {hint}"


def _name(error: MessyprError) -> str:
    """Return an error's name in JSON: ``UnknownPackError`` becomes unknown_pack."""
    words = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", words).lower()


def _printable(message: str) -> str:
    """Return a message on one line, with terminal codes and CI commands escaped."""
    line = re.sub(r"##(?=\w*\[)", "# #", " ".join(message.split()))
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in line)


def _wants_json(arguments: Sequence[str]) -> bool:
    asked = {"--json", "--output-format=json"}
    return not asked.isdisjoint(arguments) or ("--output-format", "json") in pairwise(arguments)
