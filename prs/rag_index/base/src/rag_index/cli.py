"""The ``rag-index`` command."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rag_index import indexing, sources
from rag_index.errors import RagIndexError
from rag_index.index import Index, open_index
from rag_index.search import search
from rag_index.settings import Settings


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code: 1 if something failed, else 0."""
    arguments = _arguments().parse_args(argv)
    try:
        return asyncio.run(_carry_out(arguments, Settings.from_env(os.environ)))
    except RagIndexError as error:
        print(f"rag-index: {error}", file=sys.stderr)
        return 1


def entry() -> None:
    """Be the console script."""
    sys.exit(main(sys.argv[1:]))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rag-index")
    command = parser.add_subparsers(dest="command", required=True)
    add = command.add_parser("add", help="index some files")
    add.add_argument("files", nargs="+", type=Path)
    remove = command.add_parser("remove", help="forget some documents")
    remove.add_argument("documents", nargs="+")
    command.add_parser("list", help="print what is indexed")
    find = command.add_parser("search", help="print the passages that fit a question")
    find.add_argument("question")
    find.add_argument("--limit", type=int, default=5)
    return parser


async def _carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    async with open_index(settings) as index:
        match arguments.command:
            case "add":
                await _add(index, arguments.files)
            case "remove":
                await index.store.remove(arguments.documents)
            case "list":
                for known in await index.store.documents():
                    print(f"{known.passages:5}  {known.id}  {known.title}")
            case "search":
                for hit in await search(index, arguments.question, limit=arguments.limit):
                    print(f"{hit.chunk.document_id}: {hit.chunk.text}")
    return 0


async def _add(index: Index, files: Sequence[Path]) -> None:
    for file in files:
        document = await asyncio.to_thread(sources.read, file, sources.id_of(file))
        print(f"{document.id}: {await indexing.add(index, document)} passages")
