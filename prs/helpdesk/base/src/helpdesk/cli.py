"""The ``helpdesk`` command."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import uuid
from collections.abc import Sequence

from helpdesk.answering import answer
from helpdesk.desk import open_desk
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
            print(await answer(desk, args.ticket))
    return 0
