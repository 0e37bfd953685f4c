"""A call switches off the retries that the client was set up with."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.retries import RETRIES_SWITCHED_OFF
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING, PACKAGE

CLIENT = PACKAGE / "client.py"
FLAWED = "                    model=self._settings.embed_model, inputs=texts, retries=None\n"

DEFECT = Defect(
    slug="retries-none",
    rule=RETRIES_SWITCHED_OFF,
    severity=Severity.MAJOR,
    group="request-arguments",
    changes=(
        Edit(
            path=EMBEDDING,
            clean="                    model=self._settings.embed_model, inputs=texts\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CLIENT, text='retry_config=RetryConfig("backoff", waits'),),
    explanation="retries=None is no default: it switches off the retry_config of the client for "
    "this call, so the first 429 or 503 fails a document. Leave the argument out.",
    checks=(HiddenTest(node_id="test_embedding.py::test_what_fails_for_a_moment_is_tried_again"),),
    right_fixes=(
        Fix(
            name="the client's own, said aloud",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                    model=self._settings.embed_model, inputs=texts, "
                    "retries=UNSET\n",
                ),
            ),
            imports=("from mistralai.client.types import UNSET",),
        ),
        Fix(
            name="a policy of its own",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                    model=self._settings.embed_model,\n"
                    "                    inputs=texts,\n"
                    "                    retries=self._retries(),\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="    def _batches(self",
                    new="    def _retries(self) -> RetryConfig:\n"
                    "        first, most = self._settings.retry_first_ms, "
                    "self._settings.retry_total_ms\n"
                    "        waits = BackoffStrategy(first, 5_000, 2.0, most, jitter_ms=first)\n"
                    '        return RetryConfig("backoff", waits, retry_connection_errors=True)\n\n'
                    "    def _batches(self",
                ),
            ),
            imports=("from mistralai.client.utils import BackoffStrategy, RetryConfig",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a strategy that does not exist",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                    model=self._settings.embed_model,\n"
                    "                    inputs=texts,\n"
                    "                    retries=RetryConfig(\n"
                    '                        "exponential",\n'
                    "                        BackoffStrategy(1, 5_000, 2.0, 15_000, jitter_ms=1),\n"
                    "                        retry_connection_errors=True,\n"
                    "                    ),\n",
                ),
            ),
            imports=("from mistralai.client.utils import BackoffStrategy, RetryConfig",),
        ),
    ),
)
