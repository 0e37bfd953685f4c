"""The ``agentdesk`` command."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import aclosing

from agentdesk.agent import Agent
from agentdesk.approvals import Approvals
from agentdesk.claims import ClaimBook
from agentdesk.errors import AgentDeskError, ApprovalError
from agentdesk.journal import Journal
from agentdesk.office import open_office
from agentdesk.settings import Settings


def main(argv: Sequence[str]) -> int:
    """Run one command; return the exit code: 0 done, 1 not done, 2 wrong usage."""
    args = _parser().parse_args(argv)
    try:
        return asyncio.run(_run(args, Settings.from_env(os.environ)))
    except AgentDeskError as error:
        print(f"agentdesk: {error}", file=sys.stderr)
        return 1


def entry() -> None:
    """Run the command of the console script."""
    raise SystemExit(main(sys.argv[1:]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="agentdesk", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="say something in a session and print the answer")
    ask.add_argument("session")
    ask.add_argument("text")
    history = commands.add_parser("history", help="print a session")
    history.add_argument("session")
    paid = commands.add_parser("paid", help="print what was paid for a claim, in cents")
    paid.add_argument("claim")
    forget = commands.add_parser("forget", help="delete a session")
    forget.add_argument("session")
    return parser


async def _run(args: argparse.Namespace, settings: Settings) -> int:
    journal = Journal(settings.folder / "sessions")
    if args.command == "history":
        for turn in await journal.turns(args.session):
            print(f"{turn.role}: {turn.text}")
        return 0
    if args.command == "paid":
        print(await ClaimBook(settings.folder).paid_cents(args.claim))
        return 0
    if args.command == "forget":
        return 0 if await journal.forget(args.session) else 1
    async with open_office(settings) as office:
        await _ask(Agent(office), args.session, args.text)
    return 0


async def _ask(agent: Agent, session: str, text: str) -> None:
    """Print the answer as it comes, and ask at the terminal about what needs a person's word."""
    deciding = asyncio.create_task(_decide(agent.approvals))
    try:
        async with aclosing(agent.stream(session, text)) as pieces:
            async for piece in pieces:
                print(piece, end="", flush=True)
        print()
    finally:
        deciding.cancel()


async def _decide(approvals: Approvals) -> None:
    while True:
        pending = await approvals.next()
        if pending not in approvals.pending():
            continue  # nobody waits for it any more
        try:
            said = await asyncio.to_thread(input, f"\n{pending.action}? [y/N] ")
        except (EOFError, RuntimeError, ValueError):  # no terminal, or bytes that are no text
            said = ""
        try:
            approvals.decide(pending.id, allow=said.strip().lower() in {"y", "yes"})
        except ApprovalError:
            print("too late: nothing was done", file=sys.stderr)
