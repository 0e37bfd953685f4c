"""The ``gateway`` command."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from gateway.asks import NANO, Ask, Priority
from gateway.errors import GatewayError
from gateway.ledger import Ledger
from gateway.serving import open_gateway
from gateway.settings import Settings


def main(argv: Sequence[str]) -> int:
    """Run one command; return the exit code: 0 done, 1 no answer, 2 wrong usage."""
    args = _parser().parse_args(argv)
    try:
        asyncio.run(_run(args, Settings.from_env(os.environ)))
    except GatewayError as error:
        print(f"gateway: {error}", file=sys.stderr)
        return 1
    return 0


def entry() -> None:
    """Run the command of the console script."""
    raise SystemExit(main(sys.argv[1:]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gateway", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="print the answer to a question")
    ask.add_argument("tenant")
    ask.add_argument("prompt")
    spent = commands.add_parser("spent", help="print what a tenant has spent")
    spent.add_argument("tenant")
    return parser


async def _run(args: argparse.Namespace, settings: Settings) -> None:
    if args.command == "spent":
        nano_dollars = await Ledger(settings.ledger).spent(args.tenant)
        print(f"{nano_dollars / NANO:.6f} dollars")
        return
    async with open_gateway(settings) as gateway:
        ask = Ask(tenant=args.tenant, prompt=args.prompt, priority=Priority.INTERACTIVE)
        print(await gateway.ask(ask))
