"""What the API answered is shown to people."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import INTERNALS_SHOWN
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, EMBEDDING

FLAWED = """\
                raise EmbeddingError(f"the texts cannot be embedded now: {error}") from error
"""

DEFECT = Defect(
    slug="api-text-shown",
    rule=INTERNALS_SHOWN,
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
    rubric=Rubric(
        what=(
            "exception text",
            "text of the exception",
            "error text",
            "error message",
            "message contains",
            "message includes",
            "{error}",
            "str(error)",
            "sdk's exception",
            "sdk error",
            "original error",
            "upstream error",
            "interpolat",
        ),
        why=(
            "shown to people",
            "shown to users",
            "shown to the user",
            "people read",
            "user sees",
            "users see",
            "leak",
            "leaks",
            "internal",
            "internals",
            "inside",
            "body of the api",
            "response body",
            "contributing",
            "exposes",
        ),
        fix=(
            "remove {error}",
            "leave it out",
            "generic message",
            "fixed message",
            "log it",
            "for the log",
            "only in the cause",
            "without the error",
            "from error",
        ),
        paraphrases=(
            "leaks the API's error text to the user",
            (
                "CONTRIBUTING says that messages say nothing about the inside, but this interpolates "
                "the SDK's exception with the response body."
            ),
            "Please don't put {error} into the message; the cause is kept by from error anyway.",
            "Should users see the upstream error message with the whole response body?",
            "The exception text of the SDK exposes internals to whoever reads the message.",
            "The error of API is displayed to the user, it should be only in log.",
        ),
        forbidden=("cause is lost", "missing from error"),
        near_misses=("The message could name the number of texts.",),
    ),
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
