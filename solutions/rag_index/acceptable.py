"""True remarks that are no defects of the key: they cost nothing."""

from __future__ import annotations

from checker.model.key import Acceptable
from solutions.rag_index.places import ANSWERING, EMBEDDING, SETTINGS, STORE, SYNC, TESTS

EVERYWHERE = (ANSWERING, EMBEDDING, SETTINGS, STORE, SYNC, TESTS)

ACCEPTABLE = (
    Acceptable(
        slug="not-fully-covered",
        paths=(TESTS, EMBEDDING, STORE, SYNC),
        phrases=(
            "not fully covered",
            "no test for failures",
            "no test for concurrency",
            "no tests for concurrency",
            "no test for documents",
            "tests are missing for",
            "missing tests for",
            "untested",
            "coverage",
        ),
        examples=("Fully covered by tests? There is no test for concurrency.",),
    ),
    Acceptable(
        slug="whole-table-read",
        paths=(STORE, SYNC),
        phrases=(
            "whole table",
            "entire table",
            "all vectors into memory",
            "all vectors in memory",
            "reads all vectors",
            "loads all vectors",
            "for every document again",
            "once per document",
            "only the digests that are needed",
            "where digest in",
        ),
        examples=("known_vectors reads the whole table once per document, that is a lot of work.",),
    ),
    Acceptable(
        slug="ranking-on-the-loop",
        paths=(ANSWERING, EMBEDDING),
        phrases=(
            "ranking in pure python",
            "ranking is cpu",
            "cosine in pure python",
            "cosine of every passage",
            "cpu-bound ranking",
            "approximate nearest",
            "vector index",
            "vector database",
        ),
        examples=(
            "The cosine of every passage in pure Python will not scale, use a vector index.",
        ),
    ),
    Acceptable(
        slug="all-documents-in-memory",
        paths=(SYNC,),
        phrases=(
            "all documents in memory",
            "all documents into memory",
            "all files into memory",
            "whole folder in memory",
            "whole handbook in memory",
            "one file at a time",
            "make it a generator",
        ),
        examples=("_read_all holds all documents in memory, it could be a generator.",),
    ),
    Acceptable(
        slug="questions-not-normalised",
        paths=(EMBEDDING,),
        phrases=(
            "normalise the question",
            "normalize the question",
            "strip the question",
            "upper and lower case",
            "case-insensitive",
            "trailing question mark",
            "same question with",
        ),
        examples=("Normalise the question before it is looked up, case and spaces differ.",),
    ),
    Acceptable(
        slug="estimate-is-crude",
        paths=(EMBEDDING,),
        phrases=(
            "real tokenizer",
            "real tokeniser",
            "use a tokenizer",
            "mistral-common",
            "estimate is crude",
            "rough estimate",
            "three characters a token",
            "characters per token",
        ),
        examples=(
            "Three characters a token is a rough estimate, a real tokenizer would be exact.",
        ),
    ),
    Acceptable(
        slug="tasks-left-at-the-end",
        paths=(EMBEDDING,),
        phrases=(
            "aclose",
            "close method",
            "cancelled at shutdown",
            "cancel at shutdown",
            "tasks at shutdown",
            "pending tasks when the index is closed",
        ),
        examples=("Embedder has no close method, what about pending tasks at shutdown?",),
    ),
    Acceptable(
        slug="unexpected-errors-lose-the-report",
        paths=(SYNC,),
        phrases=(
            "report is lost",
            "loses the report",
            "other results are lost",
            "raise result",
            "exceptiongroup",
            "exception group",
            "traceback of the others",
        ),
        examples=("raise result drops the rest, an ExceptionGroup would keep all of them.",),
    ),
    Acceptable(
        slug="citations-only-as-numbers",
        paths=(ANSWERING,),
        phrases=(
            "structured output",
            "json schema",
            "response_format",
            "[1, 2]",
            "several numbers in one",
            "ranges like",
        ),
        examples=("With a JSON schema (response_format) the citations need no parsing.",),
    ),
    Acceptable(
        slug="readme-not-updated",
        paths=EVERYWHERE,
        phrases=(
            "readme",
            "changelog",
            "document the new settings",
            "docs are missing",
            "documentation missing",
            "setting|settings|variable|command & not documented",
        ),
        examples=("The README does not mention sync and ask, and the new settings.",),
    ),
    Acceptable(
        slug="commit-messages",
        paths=EVERYWHERE,
        phrases=(
            "commit message",
            "commit messages",
            "squash",
            "defaults are guesses",
            "demo is on thursday",
            "commit history",
        ),
        examples=("Please squash the commits, the commit messages say little.",),
    ),
)
