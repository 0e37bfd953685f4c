"""What the ledger keeps, and what a budget is enough for."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

PROMPT = "What is a mutex?"
PROMPT_PRICE, COMPLETION_PRICE = 150, 600  # nano-dollars a token
AROUND_MESSAGES = 16  # tokens that are held back beside those of the text
AT_THE_MOST = (len(PROMPT) + AROUND_MESSAGES) * PROMPT_PRICE + 400 * COMPLETION_PRICE


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_a_budget_buys_what_it_is_enough_for_and_no_more(
    player: Player, mistral: Simulator
) -> None:
    player.environ["GATEWAY_BUDGET"] = str(AT_THE_MOST)
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word, usage=(9, 300)))
    outcomes = player.run(
        at_the_gateway("""
            prompts = (prompt, prompt.upper())
            return [await outcome(gateway.ask(ask(each))) for each in prompts]
        """),
        prompt=PROMPT,
    )
    assert outcomes[0] == word, f"on a budget that is just enough an ask came to {outcomes[0]}"
    assert outcomes[1] == "<BudgetError>", "what was spent is still there to be spent"


@pytest.mark.target("gateway.ledger:Ledger.spent")
def test_the_next_gateway_knows_what_each_tenant_spent(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.reply("It locks.", usage=(20, 30)))
    spent = player.run(
        at_the_gateway("""
            await gateway.ask(ask())
            async with open_gateway(Settings.from_env(os.environ)) as after_a_restart:
                tenants = ("search", "sales")
                return [await after_a_restart.ledger.spent(tenant) for tenant in tenants]
        """)
    )
    billed = 20 * PROMPT_PRICE + 30 * COMPLETION_PRICE
    assert spent[0] == billed, f"the bill was {billed}, after a restart the ledger says {spent[0]}"
    assert spent[1] == 0, "a tenant that asked nothing has spent what another did"


@pytest.mark.target("gateway.ledger:Ledger.charge")
def test_the_tokens_of_a_call_are_written_down_as_they_were_billed(
    player: Player, mistral: Simulator
) -> None:
    billed = [secrets.randbelow(900) + 100, secrets.randbelow(90) + 10]
    mistral.chat.respond_always(answers.reply("It locks.", usage=(billed[0], billed[1])))
    written = player.run(
        at_the_gateway("""
            import contextlib, sqlite3
            await gateway.ask(ask())
            with contextlib.closing(sqlite3.connect(Settings.from_env(os.environ).ledger)) as file:
                return file.execute("SELECT prompt_tokens, completion_tokens FROM calls").fetchall()
        """)
    )
    assert [[*row] for row in written] == [billed], f"billed {billed}, written down {written}"
