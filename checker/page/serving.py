"""Serve a round on this machine until somebody stops it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import uvicorn

from checker.diffs import View
from checker.errors import MessyprError
from checker.model.pack import PullRequest
from checker.page import address
from checker.page.app import WholePages, build
from checker.page.jobs import Jobs
from checker.page.material import Material
from checker.page.sections import sections
from checker.page.tasks import PageTasks
from checker.rounds import RoundDir

SHUTDOWN_SECONDS = 3  # for requests that are under way when the server is stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The address of the page."""

    port: int
    url: str


def serve(
    round_dir: RoundDir,
    pr: PullRequest,
    tasks: PageTasks,
    pages: WholePages,
    *,
    port: int,
    begun: Callable[[Served], None],
) -> None:
    """Serve the page until the process is terminated; ``begun`` is called with its address.

    Without a ``port`` it is the address of the last start, if the port is free.

    Raises:
        UsageError: The port is taken.
    """
    material = Material(round_dir, pr)
    before = address.last(round_dir)
    word = before.word
    with socket.socket() as listening:
        port = address.bind(listening, port, before.port)
        address.remember(round_dir, address.Address(port=port, word=word))
        app = build(material, Jobs(round_dir, tasks), pages, port=port, word=word)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            )
        )
        listening.listen(128)
        threading.Thread(target=_prepare, args=(material,), daemon=True).start()
        begun(Served(port=port, url=f"http://{address.LOOPBACK}:{port}/{word}/"))
        with suppress(KeyboardInterrupt):  # uvicorn shuts down cleanly and raises it again
            server.run(sockets=[listening])


def _prepare(material: Material) -> None:
    """Read and colour what the browser requests first, while it starts."""
    with suppress(MessyprError):
        sections(material.changes(), View.UNIFIED)
        _ = material.dealt
