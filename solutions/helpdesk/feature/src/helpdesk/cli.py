"""The ``helpdesk`` command."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import uuid
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

from helpdesk.answering import answer
from helpdesk.desk import Desk, open_desk
from helpdesk.drafting import Drafter
from helpdesk.errors import HelpdeskError
from helpdesk.settings import Settings
from helpdesk.store import TicketStore
from helpdesk.tickets import Ticket


def main(argv: Sequence[str]) -> int:
    """Run one command; return the exit code: 0 done, 1 a ticket failed, 2 wrong usage."""
    args = _parser().parse_args(argv)
    try:
        return asyncio.run(_run(args, Settings.from_env(os.environ)))
    except HelpdeskError as error:
        print(f"helpdesk: {error}", file=sys.stderr)
        return 1


def entry() -> None:
    """Run the command of the console script."""
    raise SystemExit(main(sys.argv[1:]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="helpdesk", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="store a ticket and print its number")
    add.add_argument("customer")
    add.add_argument("subject")
    add.add_argument("body")
    commands.add_parser("list", help="print the open tickets")
    reply = commands.add_parser("answer", help="answer a ticket and print the answer")
    reply.add_argument("ticket")
    draft = commands.add_parser("draft", help="draft a reply to every open ticket")
    draft.add_argument("--limit", type=int, help="only so many, the oldest first")
    draft.add_argument("--export", type=Path, help="write all drafts to this file")
    preview = commands.add_parser("preview", help="print a reply while the model writes it")
    preview.add_argument("ticket")
    return parser


async def _run(args: argparse.Namespace, settings: Settings) -> int:
    if args.command == "add":
        ticket = Ticket(
            id=uuid.uuid4().hex[:8], customer=args.customer, subject=args.subject, body=args.body
        )
        await TicketStore(settings.database).add(ticket)
        print(ticket.id)
    elif args.command == "list":
        for ticket in await TicketStore(settings.database).open_tickets():
            print(f"{ticket.id}  {ticket.customer}  {ticket.subject}")
    else:
        async with open_desk(settings) as desk:
            return await _with_model(args, desk)
    return 0


async def _with_model(args: argparse.Namespace, desk: Desk) -> int:
    if args.command == "answer":
        print(await answer(desk, args.ticket))
        return 0
    drafter = Drafter(desk)
    if args.command == "preview":
        async with aclosing(drafter.stream(args.ticket)) as pieces:
            async for piece in pieces:
                print(piece, end="", flush=True)
        print()
        return 0
    run = await drafter.draft_queue(limit=args.limit)
    for ticket_id, reason in run.failures.items():
        print(f"helpdesk: {ticket_id}: {reason}", file=sys.stderr)
    if args.export:
        await desk.store.export_drafts(args.export)
    print(f"{len(run.drafts)} drafted, {drafter.usage.completion_tokens} tokens written")
    return 1 if run.failures else 0
