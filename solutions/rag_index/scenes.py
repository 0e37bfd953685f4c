"""Scenarios that several hidden tests play in the player."""

from __future__ import annotations

import secrets
import textwrap

from checker.sandbox.player import FolderPath

PREAMBLE = """\
import asyncio
import os
from pathlib import Path
from rag_index.answering import Answerer
from rag_index.documents import Document
from rag_index.index import open_index
from rag_index.search import search
from rag_index.settings import Settings
from rag_index.sync import Syncer

def document(name, text):
    return Document(id=name, title=name, text=text)

handbook = Path("handbook")
async with open_index(Settings.from_env({{**os.environ, **{settings!r}}})) as index:
    embedder, store = index.embedder, index.store
    syncer, answerer = Syncer(index), Answerer(index)
"""


def fresh_word() -> str:
    """Return a word that nobody can know: what claims to hold it has really met the wire."""
    return f"page{secrets.token_hex(6)}"


def at_the_index(body: str, **settings: object) -> str:
    """Return a scenario with ``index`` open under these settings, its parts by their names."""
    environ = {f"RAG_INDEX_{name.upper()}": str(value) for name, value in settings.items()}
    return PREAMBLE.format(settings=environ) + textwrap.indent(textwrap.dedent(body), "    ")


def write(folder: FolderPath, **texts: str) -> FolderPath:
    """Write documents into the handbook below a player's folder and return where it is."""
    handbook = folder / "handbook"
    handbook.mkdir(exist_ok=True)
    for name, text in texts.items():
        (handbook / f"{name}.md").write_text(text, "utf-8")
    return handbook
