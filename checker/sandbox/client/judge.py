"""Ask the judge: the client of the judge's process."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Self

from checker.errors import EnvironmentBrokenError, PackError
from checker.model.key import Pack
from checker.packs import loading
from checker.packs.hidden_tests import missing
from checker.progress import Progress, silent
from checker.sandbox.client.protocol import (
    HiddenTestRequest,
    Judgement,
    SuiteClaim,
    parse_judgement,
)
from checker.sandbox.client.work_queue import NO_TESTS, WorkQueue, run_all_queued
from checker.sandbox.isolation import scratch
from checker.sandbox.isolation.levels import Isolation, best_isolation
from checker.sandbox.warm.tools import Tools

JOB_SECONDS = 600.0
LONGEST_COMPLAINT = 300
COMMAND = (sys.executable, "-I", "-B", "-m", "checker.sandbox.judge")


def environment(folder: Path) -> dict[str, str]:
    """Return all environment variables of a judge.

    Nothing of the caller's but PATH: options for pytest, Python or git that suit the caller's own
    work must not decide how hidden tests run. What a killed judge leaves goes with ``folder``.
    """
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }


class Judge:
    """A judge's process, started at the first question and ended with the ``with`` block.

    One judge answers one question at a time; start several to ask in parallel. Without a level it
    takes the best that this machine can do. When it ends, it also ends the warm tools that it has
    started, but not those that it was given.
    """

    def __init__(
        self, level: Isolation | None = None, *, inline: bool = False, tools: Tools | None = None
    ) -> None:
        self.level = level or best_isolation()
        self._stack = ExitStack()
        self.tools = self._stack.enter_context(Tools(self.level)) if tools is None else tools
        self._inline = inline
        self._process: subprocess.Popen[bytes] | None = None
        self._pending = b""
        self._busy = False
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        self._folder = tempfile.TemporaryDirectory(
            prefix=scratch.NAMELESS,
            dir=None if inline else scratch.in_memory(),
            ignore_cleanup_errors=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start the process without waiting for it.

        Raises:
            EnvironmentBrokenError: the judge was closed before.
        """
        if self._log.closed:
            raise EnvironmentBrokenError("the judge was asked to end")
        if self._process is None:
            self._process = subprocess.Popen(
                [*COMMAND, str(self.level), *(["inline"] if self._inline else [])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                env=environment(Path(self._folder.name)),
                start_new_session=True,
            )

    def run(self, request: HiddenTestRequest, progress: Progress = silent) -> Judgement:
        """Run hidden tests.

        Raises:
            EnvironmentBrokenError: the judge itself failed.
            PackError: a hidden test is not there, or the hidden tests cannot be collected.
        """
        others = self.collect(request.pack) if request.every else ()
        wanted = run_all_queued(request.node_ids, others)
        return self.work(request, WorkQueue(wanted, progress))

    def work(self, request: HiddenTestRequest, tests: WorkQueue) -> Judgement:
        """Run hidden tests from a queue until it is empty.

        Raises:
            EnvironmentBrokenError: the judge itself failed.
            PackError: a hidden test is not there, or the hidden tests cannot be collected.
        """
        pack = request.pack
        answer = self._ask(
            {
                "kind": "tests",
                "tests": str(pack.key.tests),
                "node_ids": tests.names,
                "tree": str(request.tree),
                "package": str(pack.pr.package),
                "packages": loading.package_names(pack.pr),
                "own_tests": str(pack.pr.tests),
                "inline": self._inline,
                "patience": request.patience,
            },
            tests,
        )
        if "unknown" in answer:
            raise PackError(missing(pack, answer["unknown"][0], answer["known"]))
        return parse_judgement(answer)

    def collect(self, pack: Pack) -> tuple[str, ...]:
        """Return the node ids of all hidden tests but the runs of the candidate's own tests.

        Raises:
            EnvironmentBrokenError: the judge itself failed.
            PackError: they cannot be collected.
        """
        answer = self._ask({"kind": "collect", "tests": str(pack.key.tests)})
        return tuple(answer["node_ids"])

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests in ``tree``.

        Raises:
            EnvironmentBrokenError: the judge itself failed.
        """
        answer = self._ask(
            {
                "kind": "suite",
                "tree": str(tree),
                "package": str(pack.pr.package),
                "own_tests": str(pack.pr.tests),
            }
        )
        return SuiteClaim(
            outcomes=answer["outcomes"],
            problem=answer.get("problem", ""),
            said=answer.get("said", ""),
        )

    def close(self) -> None:
        """End the process and everything that it started, without waiting for a job in progress."""
        self._stack.close()
        if self._busy:
            self._kill()
        self._end()
        self._log.close()
        scratch.remove(self._folder)

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _ask(self, job: dict[str, Any], tests: WorkQueue = NO_TESTS) -> Any:
        self.warm_up()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EnvironmentBrokenError("the judge has no pipes")
        self._busy = True
        try:
            _send(process.stdin, job)
            test, began = None, 0.0
            while "take" in (answer := json.loads(self._line(process.stdout.fileno()))):
                if test is not None:
                    tests.ran(test, time.monotonic() - began)
                test, began = tests.take(), time.monotonic()
                _send(process.stdin, {"test": test})
        except (OSError, EOFError, ValueError) as error:
            self._kill()
            raise EnvironmentBrokenError(f"the judge failed: {error}{self._complaint()}") from error
        except BaseException:
            self._kill()  # Ctrl-C in the middle of a job: nobody waits for its answer
            raise
        finally:
            self._busy = False
        if "status" in answer:
            problem = answer["problem"] or f"pytest ended with {answer['status']}"
            folder = "/".join(Path(job["tests"]).parts[-3:])  # solutions/helpdesk/tests
            raise PackError(f"the hidden tests in {folder} cannot be run: {problem}")
        return answer

    def _line(self, descriptor: int) -> bytes:
        deadline = time.monotonic() + JOB_SECONDS
        while b"\n" not in self._pending:
            ready, _, _ = select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                raise TimeoutError(f"no answer within {JOB_SECONDS:g} s")
            received = os.read(descriptor, 1 << 16)
            if not received:
                raise EOFError("it ended without an answer")
            self._pending += received
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _complaint(self) -> str:
        """Return the last line of the process's standard error."""
        self._log.seek(0, os.SEEK_SET)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return f": {lines[-1][:LONGEST_COMPLAINT]}" if lines else ""

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._end()


def _send(pipe: IO[bytes], message: dict[str, Any]) -> None:
    pipe.write(json.dumps(message).encode() + b"\n")
    pipe.flush()
