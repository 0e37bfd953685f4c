"""Two variables take the names of builtins."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import SHADOWED_BUILTIN
from checker.rules.rule import Severity
from solutions.rag_index.naming import BUILTINS, bound_by_loops, words
from solutions.rag_index.places import PACKAGE, STORE, SYNC_FOLDER

FLAWED = "        return {hash: _unpacked(bytes) for hash, bytes in rows}\n"
MEANING = words(
    "digest key hash hashed sha text checksum vector fingerprint known id hex content passage"
)


def builtins_keep_their_names(modules: Modules) -> bool:
    """Return whether no loop shadows a builtin, and those of the store say what they take out."""
    package = [module for path, module in modules.items() if path.is_relative_to(PACKAGE)]
    if any(set(names) & BUILTINS for module in package for names in bound_by_loops(module)):
        return False
    pairs = [names for names in bound_by_loops(modules[STORE]) if len(names) > 1]
    return all(names[0] == "chunk" or words(names[0]) & MEANING for names in pairs)


DEFECT = Defect(
    slug="hash-and-bytes",
    rule=SHADOWED_BUILTIN,
    severity=Severity.NIT,
    misnomer="hash",
    changes=(
        Edit(
            path=STORE,
            clean="        return {digest: _unpacked(packed) for digest, packed in rows}\n",
            flawed=FLAWED,
        ),
    ),
    explanation="hash and bytes are builtins, and this comprehension shadows both of them. Call "
    "them digest and packed.",
    checks=(
        StructureCheck(
            anchor=SYNC_FOLDER,
            holds=builtins_keep_their_names,
            asks="no variable of the store has the name of a builtin",
        ),
    ),
    right_fixes=(
        Fix(
            name="rows by their columns",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new='        return {row["digest"]: _unpacked(row["vector"]) for row in rows}\n',
                ),
            ),
        ),
        Fix(
            name="other names",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        return {text_digest: _unpacked(blob) for text_digest, blob in "
                    "rows}\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one of the two",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        return {digest: _unpacked(bytes) for digest, bytes in rows}\n",
                ),
            ),
        ),
        Fix(
            name="letters",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        return {h: _unpacked(b) for h, b in rows}\n",
                ),
            ),
        ),
    ),
)
