"""What the simulator costs, beside what the SDK costs that drives it.

Run it with ``python -m benchmarks.simulator [ROUNDS]``. CPU is that of the simulator's own thread,
or of the thread that drives the SDK; a loaded machine changes it little. All figures are medians.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx2
from mistralai.client import Mistral

from benchmarks import record
from checker.simulator import Network, Simulator, answers

MODEL = "mistral-small-2603"
MESSAGES: Any = [{"role": "user", "content": "where is my parcel? [kb-1]"}]
BODY = json.dumps({"model": MODEL, "messages": MESSAGES}).encode()
CALLS, EVENTS, AT_ONCE, ROUNDS = 60, 400, 500, 5
TARGETS = {  # issue 3
    "ready in a warm process, ms": 100.0,
    "own CPU of a plain request, ms": 1.5,
    "own CPU of a stream event, ms": 0.2,
    "lost of 500 connections at once": 0.0,
}


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print the table."""
    rounds = int(given[0]) if given else ROUNDS
    with Network() as network, network.simulator() as mistral:
        measured = {
            "ready in a warm process, ms": _median(rounds, _ready),
            "own CPU of a plain request, ms": _median(rounds, lambda: _plain(network, mistral)[0]),
            "own CPU of a stream event, ms": _median(rounds, lambda: _stream(network, mistral)[0]),
            "lost of 500 connections at once": _median(rounds, lambda: _lost(mistral)),
        }
        for name, figure in measured.items():
            print(f"{name:44}{figure:9.3f}   target {TARGETS[name]:g}")
        ratios = {
            "plain request": _median(rounds, lambda: _ratio(_plain(network, mistral))),
            "stream event": _median(rounds, lambda: _ratio(_stream(network, mistral))),
        }
        for name, ratio in ratios.items():
            print(f"{'SDK to simulator, CPU of a ' + name:44}{ratio:9.1f}   times")
            figures[f"SDK to simulator, CPU of a {name}, times"] = ratio
        figures.update(measured)
    return 0


def _median(rounds: int, measure: Callable[[], float]) -> float:
    measure()  # warm
    return statistics.median(measure() for _ in range(rounds))


def _ready() -> float:
    began = time.perf_counter()
    with Network() as network, network.simulator():
        return (time.perf_counter() - began) * 1_000


def _ratio(costs: tuple[float, float]) -> float:
    return costs[1] / costs[0]


def _plain(network: Network, mistral: Simulator) -> tuple[float, float]:
    """Return the CPU of one plain request in milliseconds: the simulator's and the SDK's."""

    def calls(client: Mistral) -> int:
        for _ in range(CALLS):
            client.chat.complete(model=MODEL, messages=MESSAGES)
        return CALLS

    return _costs(network, mistral, calls)


def _stream(network: Network, mistral: Simulator) -> tuple[float, float]:
    """Return the CPU of one event in milliseconds: the simulator's and the SDK's."""

    def events(client: Mistral) -> int:
        mistral.chat.respond(answers.stream(*["word "] * EVENTS))
        with client.chat.stream(model=MODEL, messages=MESSAGES) as stream:
            return sum(1 for _ in stream)

    return _costs(network, mistral, events)


def _costs(
    network: Network, mistral: Simulator, work: Callable[[Mistral], int]
) -> tuple[float, float]:
    with httpx2.Client(verify=False) as inner:
        never = httpx2.AsyncClient(verify=False)
        url = mistral.urls["global"]
        client = Mistral(api_key="k", server_url=url, client=inner, async_client=never)
        client.models.list()
        clock = time.pthread_getcpuclockid(network.thread_id)
        ours, theirs = time.clock_gettime(clock), time.thread_time()
        count = work(client)
        spent = (time.clock_gettime(clock) - ours, time.thread_time() - theirs)
    return spent[0] / count * 1_000, spent[1] / count * 1_000


def _lost(mistral: Simulator) -> float:
    """Return how many of many requests at once were not answered, or are not in the log."""
    before = len(mistral.chat.requests)
    mistral.chat.barrier(until=AT_ONCE, patience=30)
    answered = asyncio.run(_everyone(mistral))
    logged = [request for request in mistral.chat.requests[before:] if request.completed]
    return float(AT_ONCE - min(answered, len(logged)))


async def _everyone(mistral: Simulator) -> int:
    port = int(mistral.urls["global"].rpartition(":")[2])

    async def one() -> bool:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: {len(BODY)}"
        writer.write(f"{head}\r\nauthorization: Bearer k\r\n\r\n".encode() + BODY)
        line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return b" 200 " in line

    return sum(await asyncio.gather(*(one() for _ in range(AT_ONCE))))


if __name__ == "__main__":
    sys.exit(record.run("simulator", main))
