"""Which asks are the same one."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

BOTH_WAYS = """
            def asked(each):
                return gateway.ask(each) if way == "ask" else pieces_of(gateway.stream(each), [])

            together, later = [Ask(**each) for each in together], [Ask(**each) for each in later]
            await asyncio.gather(*(asked(each) for each in together))
            for each in later:
                await asked(each)
            tenants = {each.tenant for each in [*together, *later]}
            return [await gateway.ledger.spent(tenant) for tenant in tenants]
"""
PROMPT = "Who are you?"


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def _calls(player: Player, mistral: Simulator, way: str, asks: list[dict[str, str]]) -> int:
    """Return how many calls come of asks of which the first two come at the same time."""
    spent = player.run(at_the_gateway(BOTH_WAYS), way=way, together=asks[:2], later=asks[2:])
    assert way == "stream" or all(spent), "a tenant got an answer that another paid for"
    return len(mistral.chat.requests)


def _of_tenants() -> list[dict[str, str]]:
    """Return asks that differ by who asks: names of one length, one another's beginning."""
    word = fresh_word()
    names = (f"{word}-a", f"{word}-b", f"{word}-c", word)
    asks = [{"tenant": name, "prompt": PROMPT} for name in names]
    others = ("system", "prompt")
    return asks + [
        each for other in others for each in (*_glued("tenant", other), *_glued(other, "tenant"))
    ]


def _of_roles() -> list[dict[str, str]]:
    """Return asks that differ by their system prompts: of one length, one another's beginning."""
    role = f"{'You are careful, and you are called ' * 4}{fresh_word()}"
    roles = (f"{role} A.", f"{role} B.", f"{role} C.", "", role)
    asks = [{"tenant": "search", "system": each, "prompt": PROMPT} for each in roles]
    return [*asks, *_glued("system", "prompt"), *_glued("prompt", "system")]


def _glued(first: str, second: str) -> list[dict[str, str]]:
    """Return two asks that differ in two texts, which are the same one after the other."""
    text, alike = fresh_word() + fresh_word(), {"tenant": "search", "system": "", "prompt": PROMPT}
    return [{**alike, first: text[:cut], second: text[cut:]} for cut in (6, 7)]


def test_tenants_share_no_call(player: Player, mistral: Simulator) -> None:
    asked = _calls(player, mistral, "ask", asks := _of_tenants())
    assert asked == len(asks), f"{len(asks)} asks of several tenants were served from {asked} calls"


@pytest.mark.target("gateway.serving:Gateway.stream")
def test_tenants_share_no_stream(player: Player, mistral: Simulator) -> None:
    asked = _calls(player, mistral, "stream", asks := _of_tenants())
    assert asked == len(asks), f"{len(asks)} tenants read from {asked} streams"


def test_another_role_is_another_question(player: Player, mistral: Simulator) -> None:
    asked = _calls(player, mistral, "ask", asks := _of_roles())
    assert asked == len(asks), f"{len(asks)} roles got their answers from {asked} calls"


@pytest.mark.target("gateway.serving:Gateway.stream")
def test_another_role_is_another_stream(player: Player, mistral: Simulator) -> None:
    asked = _calls(player, mistral, "stream", asks := _of_roles())
    assert asked == len(asks), f"{len(asks)} roles were read from {asked} streams"
