"""Another length of passages leaves everything as it was: the fingerprint does not have it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.state import INCOMPLETE_KEY
from solutions.rag_index.places import SETTINGS, SYNC

FLAWED = "        parts = (settings.embed_model, document.title, document.text)\n"

DEFECT = Defect(
    slug="length-not-in-fingerprint",
    rule=INCOMPLETE_KEY,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=SYNC,
            clean="        parts = (settings.embed_model, str(settings.chunk_chars), "
            "document.title, document.text)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SETTINGS, text="chunk_chars: int = 800"),),
    explanation="chunk_chars is missing from the fingerprint: after it was changed the documents "
    "count as unchanged and keep their old passages. Make it part of the fingerprint.",
    checks=(HiddenTest(node_id="test_sync.py::test_another_length_of_passages_indexes_all_anew"),),
    right_fixes=(
        Fix(
            name="hashed piece by piece",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new='        cut = f"{settings.embed_model}/{settings.chunk_chars}"\n'
                    "        parts = (cut, document.title, document.text)\n",
                ),
            ),
        ),
        Fix(
            name="the passages themselves",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        passages = split(document, settings.chunk_chars)\n"
                    "        digests = [passage.digest for passage in passages]\n"
                    "        parts = (settings.embed_model, document.title, document.text, "
                    "*digests)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another setting",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        size = str(settings.context_chars)\n"
                    "        parts = (settings.embed_model, size, document.title, document.text)\n",
                ),
            ),
        ),
    ),
)
