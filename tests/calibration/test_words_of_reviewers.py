"""Comments of which it was once said wrongly whether they find a defect."""

from __future__ import annotations

import statistics

import pytest

from benchmarks.calibration import Row, placed
from benchmarks.robots import ROBOTS, points
from checker.matching import match
from checker.model.review import Review
from checker.packs import loading

FOUND = (
    ("helpdesk", "two-callers-two-requests", "race: two callers both see None, both write"),
    ("helpdesk", "limit-zero", "0 is falsy, should be `is not None`"),
    ("helpdesk", "gather-aborts", "one bad ticket kills the whole run"),
    ("helpdesk", "retry-blocks-the-loop", "blocks the loop"),
    ("helpdesk", "store-on-the-loop", "to_thread missing here"),
    ("helpdesk", "suppressed-type-error", "remove the ignore and handle None"),
    ("rag_index", "characters-called-tokens", "len() counts characters, name says tokens"),
    ("helpdesk", "written-once-without-assert", "`assert` forgotten"),
    ("rag_index", "numpy-for-nothing", "numpy isn't imported anywhere"),
    ("rag_index", "missing-folder-is-empty", "nonexistent folder -> everything gets deleted"),
    ("agent_desk", "euros-called-cents", "amount_cents holds euros"),
    ("llm_gateway", "finished-stream-kept", "finished broadcasts are never removed"),
    ("agent_desk", "lock-by-question", "locks per question, not per conversation"),
)
NOT_FOUND = (
    ("helpdesk", "cancellation-swallowed", "Good that cancellation is handled here too."),
    ("helpdesk", "two-callers-two-requests", "A lock would be redundant here."),
    ("helpdesk", "exit-zero", "Returning 0 with failures is right."),
    ("llm_gateway", "prompt-in-log", "Use an f-string for the prompt in the log."),
    ("llm_gateway", "global-by-default", "Using the global endpoint is a sensible default."),
    ("llm_gateway", "backoff-commented-out", "please uncomment it"),
    ("agent_desk", "timeout-cause-dropped", "cut it off with `from None`"),
    ("rag_index", "retries-none", "**Unlimited retries**: `None` presumably retries for ever."),
)


def credited(pack: str, defect: str, body: str) -> dict[str, float]:
    comment, context = placed(Row(pack=pack, defect=defect, place="line", label="", body=body))
    found = match(Review(comments=(comment,)), context).found
    return {slug: credit for slug, credit in found if credit}


@pytest.mark.parametrize(("pack", "defect", "body"), FOUND)
def test_the_plainest_words_find_their_defect(pack: str, defect: str, body: str) -> None:
    assert credited(pack, defect, body) == {defect: 1}


@pytest.mark.parametrize(("pack", "defect", "body"), NOT_FOUND)
def test_praise_defence_and_wrong_remedies_find_nothing(pack: str, defect: str, body: str) -> None:
    assert credited(pack, defect, body) == {}


@pytest.mark.slow
@pytest.mark.parametrize("robot", ROBOTS)
def test_who_reads_nothing_earns_next_to_nothing(robot: str) -> None:
    earned = [points(pack, seed, ROBOTS[robot]) for pack in loading.slugs() for seed in (1, 42)]
    assert statistics.fmean(earned) <= 8
    assert max(earned) <= 15
