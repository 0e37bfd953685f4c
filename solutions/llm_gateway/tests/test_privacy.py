"""What is promised about where data goes."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_data_stays_in_the_eu(player: Player, mistral: Simulator) -> None:
    player.run(at_the_gateway("return await gateway.ask(ask())"))
    regions = sorted({request.region for request in mistral.chat.requests})
    assert regions == ["eu"], f"requests went to {', '.join(regions) or 'nobody'} instead of eu"


def test_prompts_reach_no_log(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    seen = player.run(
        at_the_gateway("""
            import logging
            lines = []

            class Keeper(logging.Handler):
                def emit(self, record):
                    lines.append(record.getMessage())

            logging.getLogger().addHandler(Keeper())
            logging.getLogger().setLevel(logging.DEBUG)
            for name in list(logging.Logger.manager.loggerDict):
                if name.startswith("gateway"):
                    logging.getLogger(name).setLevel(logging.DEBUG)
            text = await gateway.ask(ask(f"What is {word}?"))
            await pieces_of(gateway.stream(ask(f"Who is {word}?")), [])
            return {"text": text, "told": sum(word in line for line in lines)}
        """),
        word=word,
    )
    assert mistral.saw(word), "the model was never asked"
    assert seen["told"] == 0, f"{seen['told']} lines of the log tell what a tenant asked"
