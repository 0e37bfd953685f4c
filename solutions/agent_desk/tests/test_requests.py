"""What the model is given: the tools, how much it may say, and documents as data."""

from __future__ import annotations

import re

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.rules.texts import text_of
from solutions.agent_desk.scenes import (
    ASK,
    IBAN,
    at_the_office,
    file_claim,
    fresh_word,
    results,
    wants,
)

pytestmark = pytest.mark.target("agentdesk.tools:Toolbox")

NAMES = {"read_claim", "read_document", "summarise_document", "pay_claim"}
SUMMARY = wants(("summarise_document", {"name": "report-1.txt"}))
DONE = answers.reply("That is all.")
FEWEST_WORDS = 5  # of the least that could be called an instruction


def _told_with(word: str, log: Simulator) -> list[str]:
    """Return the messages that hold a word, as the model is shown them."""
    told = [text_of(message) for request in log.chat.requests for message in request.messages]
    return [text for text in told if word in text]


@pytest.mark.target("agentdesk.tools:Toolbox.specs")
def test_the_model_is_offered_every_tool(player: Player, mistral: Simulator) -> None:
    player.run(ASK, question="What can you do?")
    request = mistral.chat.requests[0]
    offered = {tool["function"]["name"] for tool in request.body.get("tools") or []}
    missing = sorted(NAMES - offered)
    assert missing == [], f"the model is not offered {', '.join(missing)}"


def test_every_answer_is_no_longer_than_allowed(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_ANSWER_TOKENS"] = "77"
    word = fresh_word()
    file_claim(player.folder, text=word)
    mistral.chat.respond_when(word, answers.reply("Hail."))
    mistral.chat.respond(SUMMARY, DONE)
    player.run(ASK, question="What does it say?")
    assert len(mistral.chat.requests) == 3, "the document was never summarised"
    allowed = [request.body.get("max_tokens") for request in mistral.chat.requests]
    assert allowed == [77] * 3, f"answer_tokens is 77, and the model is told {allowed}"


@pytest.mark.parametrize("tool", ["read_document", "summarise_document"])
def test_a_document_is_shown_in_markers(player: Player, mistral: Simulator, tool: str) -> None:
    word = fresh_word()
    file_claim(player.folder, text=f"{word} fell.")
    mistral.chat.respond_when(word, answers.reply("It fell."))
    mistral.chat.respond(wants((tool, {"name": "report-1.txt"})), DONE)
    player.run(ASK, question="What does it say?")
    told = _told_with(word, mistral)
    assert told, "the model was never shown the document"
    marked = re.compile(rf"<document\b[^>]*>.*{word}.*</document>", re.DOTALL)
    assert all(map(marked.search, told)), "a document is shown without markers around it"


def test_the_model_is_told_what_to_do_with_a_document(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    file_claim(player.folder, text=word)
    mistral.chat.respond_when(word, answers.reply("It is about hail."))
    mistral.chat.respond(SUMMARY, DONE)
    player.run(ASK, question="What does it say?")
    asked = [request for request in mistral.chat.requests if request.body_has(word)]
    assert asked, "the document was never summarised"
    said = " ".join(text_of(message) for message in asked[0].messages)
    rules = re.sub(r"<[^>]*>", "", said).replace(word, "")
    words = re.findall(r"[A-Za-z]{2,}", rules)
    assert len(words) >= FEWEST_WORDS, "the model gets a document, and nobody says what for"


def test_a_summary_is_written_down_in_clear(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    file_claim(player.folder, text=f"{word}: pay to {IBAN}.")
    mistral.chat.respond_when(word, answers.reply("Somebody wants money at [IBAN-1]."))
    mistral.chat.respond(SUMMARY, DONE)
    written = player.run(
        at_the_office("""
            await attempt(agent.ask("s", "What does it say?"))
            return [turn.text for turn in await office.journal.turns("s") if turn.role == "tool"]
        """)
    )
    assert len(written) == 1, "the document was never summarised"
    summary = written[0]
    assert "Somebody wants money" in summary, "the summary was not written down"
    assert IBAN in summary, "a placeholder that means nothing later on was written down"


@pytest.mark.target("agentdesk.tools:Toolbox.find")
def test_a_tool_that_is_not_there_is_told_to_the_model(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(wants(("delete_claim", {"claim_id": "C-1"})), answers.reply(word))
    outcome = player.run(ASK, question="Away with it.")
    assert outcome["raised"] == [], f"the conversation ended: {outcome['raised'][:1]}"
    assert outcome["text"] == word
    [told] = results(mistral.chat.requests[-1]).values()
    assert told.strip(), "the model was told nothing about a tool that is not there"
