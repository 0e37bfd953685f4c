"""What the API answered is shown to people."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.handlers import INTERNAL_ERROR_SHOWN
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, EMBEDDING

FLAWED = """\
                raise EmbeddingError(f"the texts cannot be embedded now: {error}") from error
"""

DEFECT = Defect(
    slug="api-text-shown",
    rule=INTERNAL_ERROR_SHOWN,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=EMBEDDING,
            clean='                raise EmbeddingError("the texts cannot be embedded now") '
            "from error\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="say nothing about the inside"),),
    explanation="The text of the SDK's exception, with the body of the API's answer, becomes part "
    "of a message that people read. Say only what they can use; from error keeps the rest for the "
    "log.",
    checks=(HiddenTest(node_id="test_embedding.py::test_errors_say_nothing_about_the_inside"),),
    right_fixes=(
        Fix(
            name="logged instead",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new='                logger.warning("embedding failed: %s", error)\n'
                    '                raise EmbeddingError("no vectors are to be had now") from error\n',
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new="logger = logging.getLogger(__name__)\n\n\nclass Embedder:",
                ),
            ),
            imports=("import logging",),
        ),
        Fix(
            name="another wording",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                raise EmbeddingError(UNAVAILABLE) from error\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new='UNAVAILABLE = "embedding is not possible now"\n\n\nclass Embedder:',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the body alone",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new='                detail = getattr(error, "body", "")\n'
                    '                raise EmbeddingError(f"no vectors now ({detail})") from error\n',
                ),
            ),
        ),
    ),
)
