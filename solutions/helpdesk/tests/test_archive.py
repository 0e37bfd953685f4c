"""What the archive promises about batches."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk

pytestmark = pytest.mark.target("helpdesk.archive:Archive.refresh")

TOPICS = ("refund", "parcel", "invoice", "password", "voucher", "warranty")
REFRESH = """
    from datetime import UTC, datetime
    past = [
        PastAnswer(
            ticket_id=topic,
            question=f"question about the {topic}",
            answer="...",
            answered_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for topic in topics
    ]
    for _ in range(times):
        try:
            await desk.archive.refresh(past)
        except Exception:
            pass
    found = {}
    for topic in topics:
        closest = await desk.archive.search(f"question about the {topic}", limit=1)
        found[topic] = closest[0].ticket_id if closest else None
    return found
"""


@pytest.fixture(autouse=True)
def _small_batches(player: Player) -> None:
    player.environ["HELPDESK_EMBED_BATCH"] = "2"
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"


def test_no_answer_gets_the_vector_of_another(player: Player, mistral: Simulator) -> None:
    mistral.embeddings.respond(answers.usual(), answers.status(400))
    found = player.run(at_the_desk(REFRESH), tickets=0, topics=list(TOPICS), times=2)
    wrong = [topic for topic in TOPICS if found[topic] != topic]
    assert wrong == [], f"a question about the {wrong[0]} finds the {found[wrong[0]]}"


def test_the_archive_takes_in_batches(player: Player, mistral: Simulator) -> None:
    found = player.run(at_the_desk(REFRESH), tickets=0, topics=list(TOPICS), times=1)
    assert found == {topic: topic for topic in TOPICS}
    largest = max(len(request.body["input"]) for request in mistral.embeddings.requests)
    assert largest <= 2, f"{largest} texts in one request; embed_batch is 2"


def test_a_failing_refresh_of_one_batch_is_an_answer_error(
    player: Player, mistral: Simulator
) -> None:
    mistral.embeddings.respond_always(answers.status(400))
    with pytest.raises(CandidateError) as caught:
        player.run(
            at_the_desk("""
                from datetime import UTC, datetime
                when = datetime(2026, 1, 1, tzinfo=UTC)
                known = PastAnswer(ticket_id="a", question="q", answer="a", answered_at=when)
                desk.archive._entries.append((known, [1.0]))
                await desk.archive.search("a question")
            """),
            tickets=0,
        )
    assert "HelpdeskError" in caught.value.bases
