"""What is promised about where data goes, and what reaches logs and the terminal."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

KEEPER = """
import logging
lines = []

class Keeper(logging.Handler):
    def emit(self, record):
        lines.append(" ".join([self.format(record), *map(repr, vars(record).values())]))

logging.getLogger().addHandler(Keeper())
logging.getLogger().setLevel(logging.DEBUG)
import gateway.serving
for name in list(logging.Logger.manager.loggerDict):
    if name.startswith("gateway"):
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).propagate = True
"""
PRINTED = """
import contextlib
import io
import logging
logging.getLogger().addHandler(logging.NullHandler())  # a line of the log is no print
printed = io.StringIO()
"""


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_data_stays_in_the_eu(player: Player, mistral: Simulator) -> None:
    region = player.run(
        at_the_gateway("""
            await gateway.ask(ask())
            await pieces_of(gateway.stream(ask("Who?")), [])
            return Settings(api_key="k").region
        """)
    )
    regions = sorted({request.region for request in mistral.chat.requests})
    assert regions == ["eu"], f"requests went to {', '.join(regions) or 'nobody'} instead of eu"
    assert region == "eu", f"settings that are made without the environment go to {region}"


def test_another_region_is_used_where_it_is_chosen(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_REGION"] = "us"
    player.run(at_the_gateway("return await gateway.ask(ask())"))
    regions = sorted({request.region for request in mistral.chat.requests})
    assert regions == ["us"], f"requests went to {', '.join(regions) or 'nobody'} instead of us"


def test_prompts_reach_no_log(player: Player, mistral: Simulator) -> None:
    words = [fresh_word() for _ in range(5)]
    asked, read, failed, role, said = words
    for prompt in (asked, read):
        answer = answers.stream(said) if prompt == read else answers.reply(said)
        mistral.chat.respond_when(prompt, answer)
    mistral.chat.respond_when(failed, *(answers.status(503) for _ in range(3)))
    seen = player.run(
        KEEPER
        + at_the_gateway("""
            asks = [
                Ask(tenant="search", system=f"You are {role}.", prompt=f"{each}? Who is {each}?")
                for each in (asked, read, failed)
            ]
            texts = [await gateway.ask(asks[0])]
            await pieces_of(gateway.stream(asks[1]), texts)
            texts.append(await outcome(gateway.ask(asks[2])))
            return {"texts": texts, "told": sum(word in line for line in lines for word in words)}
        """),
        asked=asked,
        read=read,
        failed=failed,
        role=role,
        words=words,
    )
    assert seen["texts"] == [said, said, "<UpstreamError>"], "the model was never asked"
    assert seen["told"] == 0, f"the log tells {seen['told']} times what a tenant asked or was told"


def test_nothing_is_printed(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_when("What is a mutex", answers.reply(word))
    mistral.chat.respond_when("a failure", answers.status(401))
    seen = player.run(
        PRINTED
        + at_the_gateway("""
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                texts = await asyncio.gather(*(gateway.ask(ask()) for _ in range(2)))
                await outcome(gateway.ask(ask("This is a failure.")))
                await pieces_of(gateway.stream(ask("Who reads this?")), [])
                await gateway.drain(grace_s=0)
            return {"texts": texts, "printed": printed.getvalue()}
        """)
    )
    assert seen["texts"] == [word] * 2, "no answer came of it"
    assert not seen["printed"], "the library writes to the standard output of whoever uses it"
