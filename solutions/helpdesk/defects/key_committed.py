"""An environment file with an API key is committed."""

from __future__ import annotations

import base64
from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement
from checker.rules.hygiene import SECRET_COMMITTED
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT_QUEUE

ENV = PurePosixPath(".env")
KEY = "Qm7vXe2LrT9sKb4WpZ8dNc3HyGfJ6uAa"
TEXT = f"MISTRAL_API_KEY={KEY}\nHELPDESK_DATABASE=desk.sqlite3\n"
HALVES = (KEY[:16], KEY[16:])
# Whatever stands before it: three ways in which base64 can cut its bytes.
ENCODED = tuple(base64.b64encode(KEY[skipped:].encode())[:24] for skipped in range(3))

DEFECT = Defect(
    slug="key-committed",
    rule=SECRET_COMMITTED,
    severity=Severity.BLOCKER,
    changes=(AddFile(path=ENV, text=TEXT),),
    explanation="The .env file commits a live MISTRAL_API_KEY. Remove it, revoke the key and add "
    ".env to .gitignore.",
    checks=(
        FileCheck(
            anchor=DRAFT_QUEUE,
            absent=(ENV,),
            lacks=(KEY.encode(), *(half.encode() for half in HALVES), *ENCODED),
            asks="no file of the repository holds the API key, and .env is gone",
        ),
    ),
    right_fixes=(
        Fix(name="deleted", replacements=(Replacement(path=ENV, old=TEXT, new=""),)),
        Fix(
            name="an example without a key",
            replacements=(
                Replacement(path=ENV, old=TEXT, new=""),
                Replacement(
                    path=PurePosixPath(".env.example"),
                    old="",
                    new="MISTRAL_API_KEY=\nHELPDESK_DATABASE=desk.sqlite3\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="moved as it is",
            replacements=(
                Replacement(path=ENV, old=TEXT, new=""),
                Replacement(path=PurePosixPath(".env.example"), old="", new=TEXT),
            ),
        ),
    ),
)
