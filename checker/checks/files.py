"""Check files as bytes, and TOML files as data."""

from __future__ import annotations

import tomllib

from checker.checks.evidence import IMPOSSIBLE, CheckEvidence, missing
from checker.model.key import FileCheck
from checker.model.pack import Tree

MAX_DOCUMENT_BYTES = 64 << 10


def run(check: FileCheck, tree: Tree) -> CheckEvidence:
    """Return whether everything that a check requires of the files holds."""
    if gone := missing(tree, check.anchor):
        return CheckEvidence(holds=False, words=gone)
    for path in check.absent:
        if path in tree:
            return CheckEvidence(holds=False, words=f"{path} is still there")
    for text in check.lacks:
        for path, content in sorted(tree.items()):
            if text in content:
                return CheckEvidence(holds=False, words=f"its content is in {path}")
    return _document(check, tree)


def _document(check: FileCheck, tree: Tree) -> CheckEvidence:
    if check.path is None or check.toml is None:
        return CheckEvidence(holds=True, words=check.asks)
    content = tree.get(check.path)
    if content is None or len(content) > MAX_DOCUMENT_BYTES:
        return CheckEvidence(holds=False, words=f"{check.path} is gone or too large")
    try:
        document = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return CheckEvidence(holds=False, words=f"{check.path} cannot be read", said=str(error))
    try:
        holds = check.toml(document)
    except IMPOSSIBLE:  # the value is missing, or has another type
        holds = False
    words = check.asks if holds else f"{check.path}: not so: {check.asks}"
    return CheckEvidence(holds=holds, words=words)
