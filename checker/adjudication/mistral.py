"""A second judge over the Mistral API: ``python -m checker.adjudication.mistral --model NAME``.

It reads the lines that ``messypr adjudicate --export`` writes and writes those that ``--import``
reads. The comments leave the machine for the API. The same model, seed and questions give the same
requests; with ``--resume FILE`` no answer is paid for twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from mistralai.client import Mistral

from checker.adjudication import prompting
from checker.adjudication.answered import AnswerFile, opened
from checker.adjudication.asking import MOST_TOKENS, Judged, Settings, Usage, judge
from checker.adjudication.prompting import Asked
from checker.errors import MessyprError, UsageError

INTERRUPTED = 130
MOST_BYTES = 64 << 20
MILLION = 1_000_000
KEY = "MISTRAL_API_KEY"


def main(arguments: Sequence[str], questions: BinaryIO, verdicts: TextIO, notes: TextIO) -> int:
    """Judge the questions of a stream, write the verdicts, and return an exit code."""
    try:
        _run(_parser().parse_args(arguments), questions, verdicts, notes)
    except MessyprError as error:
        notes.write(f"mistral judge: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        notes.write("mistral judge: interrupted; with --resume FILE it goes on from here\n")
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m checker.adjudication.mistral",
        description="Judge the lines of `messypr adjudicate --export` with a Mistral model.",
        epilog="The key is in MISTRAL_API_KEY. Example: messypr adjudicate --judge"
        ' "python -m checker.adjudication.mistral --model mistral-small-2603"',
    )
    parser.add_argument("--model", required=True, help="the model to ask")
    parser.add_argument("--seed", type=int, default=1, help="the random seed (default: 1)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--server", choices=("global", "eu", "us"), help="the region of the API")
    where.add_argument("--server-url", help="another address of the API")
    parser.add_argument("--resume", type=Path, help="a file that keeps every answer")
    parser.add_argument(
        "--price",
        type=float,
        nargs=2,
        metavar=("IN", "OUT"),
        help="the price of a million tokens read and written, to say what it costs",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=120.0,
        help="seconds to wait for an API that is busy (default: 120)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=60.0,
        help="seconds to wait for one answer (default: 60)",
    )
    return parser


def _run(options: argparse.Namespace, questions: BinaryIO, verdicts: TextIO, notes: TextIO) -> None:
    key = os.environ.get(KEY, "").strip()
    if not key:
        raise UsageError(f"{KEY} is not set")
    asked = _questions(questions)
    settings = Settings(
        model=options.model,
        seed=options.seed,
        patience=options.patience,
        seconds=options.timeout,
    )
    with opened(options.resume) as kept:
        left = [each for each in asked if not _is_known(each, settings, kept)]
        notes.write(f"{_estimate(left, len(asked), options)}\n")
        notes.flush()
        usage = Usage()
        client = Mistral(api_key=key, server=options.server, server_url=options.server_url)
        judged = asyncio.run(_judge(client, asked, settings, kept, usage))
    for each in judged:
        if each.answer is not None:
            verdicts.write(f"{json.dumps(each.answer.fields)}\n")
    verdicts.flush()
    for each in judged:
        if each.answer is None:
            notes.write(f"no verdict on {each.asked.id}: {each.reason}\n")
    paid = _money(usage.read, usage.written, options)
    notes.write(f"tokens used: {usage.read} in, {usage.written} out{paid}\n")


def _questions(stream: BinaryIO) -> list[Asked]:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UsageError(f"the questions have more than {MOST_BYTES} bytes")
    lines = enumerate(content.splitlines(), 1)
    return [prompting.parse(line, number) for number, line in lines if line.strip()]


def _is_known(asked: Asked, settings: Settings, kept: AnswerFile) -> bool:
    request = prompting.request_digest(asked, settings.model, settings.seed)
    return kept.get(request) is not None


def _estimate(left: Sequence[Asked], every: int, options: argparse.Namespace) -> str:
    """Return what is about to be asked, and what it costs at most when each is asked once."""
    read = sum(each.tokens for each in left)
    written = MOST_TOKENS * len(left)
    known = f" ({every - len(left)} answers are kept)" if len(left) < every else ""
    return (
        f"asking {options.model} {len(left)} of {every} questions{known}: about {read} tokens in,"
        f" at most {written} out{_money(read, written, options) or '; --price says what they cost'}"
    )


def _money(read: int, written: int, options: argparse.Namespace) -> str:
    if options.price is None:
        return ""
    price_in, price_out = options.price
    return f", {(read * price_in + written * price_out) / MILLION:.4f} in the currency of --price"


async def _judge(
    client: Mistral, asked: Sequence[Asked], settings: Settings, kept: AnswerFile, usage: Usage
) -> tuple[Judged, ...]:
    async with client:
        return await judge(client, asked, settings, kept, usage)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], sys.stdin.buffer, sys.stdout, sys.stderr))
