"""What the reference leaves as it is: true remarks on it, which are no defects and cost nothing."""

from __future__ import annotations

from checker.model.key import Acceptable
from solutions.llm_gateway.places import LEDGER, SERVING, SETTINGS, SHARING, TESTS, UPSTREAM

KNOWN_LIMITS = (
    Acceptable(
        slug="policy-of-the-client-unused",
        paths=(UPSTREAM, SETTINGS),
        phrases=(
            "retry_config is unused|dead|redundant|pointless|superfluous",
            "retry_config is never|not used",
            "retry_config & no effect",
            "retry_config & remove|drop",
            "retry_total_ms & no effect|unused|dead",
            "retry_total_ms is never|not used",
            "sdk|client policy & unused|dead|leftover|redundant",
            "nothing|nobody uses retry_config|retry_total_ms",
            "every call passes retries=None",
        ),
        examples=(
            "retry_config is dead code now: every call passes retries=None.",
            "GATEWAY_RETRY_TOTAL_MS has no effect any more.",
            "nit: retry_total_ms is not used by anything now, can we drop it?",
        ),
    ),
    Acceptable(
        slug="one-lock-for-all-tenants",
        paths=(LEDGER,),
        phrases=(
            "lock for all|every|each tenants",
            "one|single|global|same|shared lock & tenant|tenants",
            "lock per tenant",
            "lock is global|shared|process-wide",
            "tenants wait for each|one other|another",
            "slow tenant & quick|fast|others|other|another",
            "lock & serialises|serializes",
            "holds the lock while|during & query|database|sqlite|read",
        ),
        examples=(
            "One lock for all tenants: a slow check of one tenant delays the others.",
            "Could we have a lock per tenant here?",
            "_holding is shared by all tenants and held in reads: tenants wait for each other.",
        ),
    ),
    Acceptable(
        slug="paid-answer-lost",
        paths=(UPSTREAM, LEDGER),
        phrases=(
            "paid answer is lost|thrown|gone|discarded",
            "answer is lost|thrown|gone|discarded & charge|ledger|sqlite",
            "lose|loses|throw|throws answer & charge|ledger|sqlite",
            "ledger is locked|broken|unavailable & answer|text",
            "charge fails|raises & answer|text|response",
        ),
        examples=(
            "If charge fails the answer is lost although we paid for it.",
            "When the ledger is locked the caller gets an error instead of the answer.",
        ),
    ),
    Acceptable(
        slug="entry-of-each-tenant-kept",
        paths=(LEDGER,),
        phrases=(
            "_held never shrinks|shrink",
            "_held grows",
            "_held keeps|has an|one entry",
            "_held & leak|leaks",
            "entries|entry of _held & never|not removed|deleted|dropped",
            "counter keeps|grows & tenant|tenants|zero",
            "zero entries|entry",
        ),
        examples=(
            "_held keeps an entry for every tenant for ever.",
            "Small leak: _held never shrinks.",
        ),
    ),
    Acceptable(
        slug="sum-over-every-call",
        paths=(LEDGER,),
        phrases=(
            "sum over all|every|each",
            "sums all|every|up",
            "million rows|calls",
            "slow & many|more rows|calls",
            "running total|sum",
            "aggregate|aggregates & every|each ask|check|time",
            "full scan",
            "scans & rows|calls|table",
        ),
        examples=(
            "spent sums all rows of the tenant with every ask, a running total would be faster.",
            "This gets slow with a million rows.",
        ),
    ),
    Acceptable(
        slug="failure-told-just-after",
        paths=(SHARING, SERVING),
        phrases=(
            "get & done callback",
            "before the done|callback callback|has|runs|ran",
            "callback has not run|fired",
            "done but not yet|forgotten removed|forgotten|yet",
            "finished|failed|done task|flight|call|stream & still in the|_flights|_broadcasts",
            "join|joins|joining a|finished finished|failed|done|dead flight|call|task|stream",
            "check|test task.done() before",
            "just failed",
        ),
        examples=(
            "Race between get and the done callback: who asks then joins a call that has failed.",
            "Right after a failure the callback has not run yet, a new caller gets the old error.",
        ),
    ),
    Acceptable(
        slug="drain-cancelled-itself",
        paths=(SERVING,),
        phrases=(
            "drain itself is cancelled",
            "drain is cancelled & calls|left|running|under",
            "cancelling|cancelled|interrupted drain",
            "drain gets|is interrupted",
            "ctrl-c|second signal & drain|draining",
        ),
        examples=(
            "When drain itself is cancelled the calls under way are left running.",
            "What if drain gets interrupted? Use try/finally.",
        ),
    ),
    Acceptable(
        slug="ask-and-stream-apart",
        paths=(SERVING,),
        phrases=(
            "ask and stream do not share",
            "ask and|with stream & two|separate|twice|different calls|call|paid|times",
            "stream and ask & two|separate|twice|share",
            "share & between ask and stream",
            "ask could|should|does join|joins stream|broadcast",
        ),
        examples=(
            "ask and stream for the same question make two calls at the same time.",
            "Nothing is shared between ask and stream.",
        ),
    ),
    Acceptable(
        slug="closed-error-untested",
        paths=(TESTS,),
        phrases=(
            "never|not look|looks|asserts|assert|checks|check|tests|verifies & closederror",
            "closederror & not|never asserted|checked|tested|verified",
            "result|outcome of asking & ignored|not|never",
            "what the waiting|waiter caller|gets gets|sees",
        ),
        examples=(
            "The test never checks that the caller gets ClosedError.",
            "The outcome of asking is ignored here.",
        ),
    ),
    Acceptable(
        slug="burst-of-retries",
        paths=(UPSTREAM,),
        phrases=(
            "burst & retries|retry & own|separate|same|reused|asks|twenty|20",
            "reuses|reuse burst|settings.burst",
            "settings.burst is for asks|tenants|limits",
            "20|twenty retries at once",
        ),
        examples=(
            "settings.burst is reused for retries, they should have a setting of their own.",
            "A burst of 20 retries at once is a lot.",
        ),
    ),
    Acceptable(
        slug="clock-of-retries",
        paths=(UPSTREAM,),
        phrases=(
            "injected clock",
            "inject the clock",
            "clock is not injected|passed",
            "clock should|must|could be passed|injected",
            "pass|inject clock",
            "time.monotonic & hard-coded|hardcoded|instead|parameter|injected",
        ),
        examples=(
            "The bucket of retries uses time.monotonic instead of the injected clock.",
            "Please pass the clock in here as well.",
        ),
    ),
    Acceptable(
        slug="other-server-errors",
        paths=(UPSTREAM,),
        phrases=(
            "520|522|529",
            "501|505",
            "other|all|every 5xx",
            "only four|some|these 5xx|codes",
            "408|425",
        ),
        examples=(
            "529 and 520 may pass as well, why not all 5xx?",
            "408 could be tried again too.",
        ),
    ),
)
