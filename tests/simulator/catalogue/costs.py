"""L: what a call costs, and who pays twice."""

from __future__ import annotations

from typing import Any

from checker.simulator import answers

from .pair import MODEL, Pair, Scene, result, said

TOOL = {"type": "function", "function": {"name": "now", "parameters": {}}}
QUESTION = {"role": "user", "content": "what time is it?"}
INPUT, OUTPUT = 0.15, 0.6  # dollars per million tokens


async def unbounded(scene: Scene) -> str:
    return await said(scene.client, "hello")


async def bounded(scene: Scene) -> str:
    return await said(scene.client, "hello", max_tokens=400)


async def rounds(scene: Scene, *, add: bool) -> int:
    messages: list[Any] = [QUESTION]
    tokens = 0
    while True:
        reply = await scene.client.chat.complete_async(model=MODEL, messages=messages, tools=[TOOL])
        tokens = (tokens if add else 0) + reply.usage.total_tokens
        message = reply.choices[0].message
        if not message.tool_calls:
            return int(tokens)
        results = [
            {"role": "tool", "content": "12:00", "tool_call_id": call.id}
            for call in message.tool_calls
        ]
        messages += [message, *results]


async def usage(scene: Scene) -> Any:
    return (await scene.client.chat.complete_async(model=MODEL, messages=[QUESTION])).usage


async def one_price(scene: Scene) -> Any:
    return round((await usage(scene)).total_tokens * INPUT)


async def two_prices(scene: Scene) -> Any:
    spent = await usage(scene)
    return round(spent.prompt_tokens * INPUT + spent.completion_tokens * OUTPUT)


async def three_answers(scene: Scene) -> str:
    return await said(scene.client, "hello", n=3)


async def cached(scene: Scene, *, by_user: bool) -> bool:
    """Return whether bob is told what alice was told."""
    cache: dict[Any, str] = {}
    for user in ("alice", "bob"):
        key = (user, "balance?") if by_user else "balance?"
        if key not in cache:
            cache[key] = await said(scene.client, f"the balance of {user}?")
    return "bob" not in cache.get(("bob", "balance?"), cache.get("balance?", ""))


def two_rounds(scene: Scene) -> None:
    call = answers.tool_call("now")
    scene.mistral.chat.respond(
        answers.reply(tool_calls=[call], usage=(100, 20)), answers.reply("noon", usage=(150, 30))
    )


def field(name: str) -> Any:
    return lambda scene: scene.mistral.chat.last.body.get(name)


PAIRS = (
    Pair(
        code="L01",
        name="no max_tokens",
        messy=unbounded,
        right=bounded,
        seen=field("max_tokens"),
        messy_shows=None,
        right_shows=400,
    ),
    Pair(
        code="L02",
        name="only the last call's usage counted",
        messy=lambda scene: rounds(scene, add=False),
        right=lambda scene: rounds(scene, add=True),
        script=two_rounds,
        seen=result,
        messy_shows=180,
        right_shows=300,
    ),
    Pair(
        code="L03",
        name="one price for input and output",
        messy=one_price,
        right=two_prices,
        script=lambda scene: scene.mistral.chat.respond(answers.reply("x", usage=(1_000, 1_000))),
        seen=result,
        messy_shows=300,
        right_shows=750,
    ),
    Pair(
        code="L04",
        name="three answers asked for, one used",
        messy=three_answers,
        right=unbounded,
        seen=field("n"),
        messy_shows=3,
        right_shows=None,
    ),
    Pair(
        code="L05",
        name="cache keyed by the question alone",
        messy=lambda scene: cached(scene, by_user=False),
        right=lambda scene: cached(scene, by_user=True),
        seen=lambda scene: (scene.result, len(scene.mistral.requests)),
        messy_shows=(True, 1),
        right_shows=(False, 2),
    ),
)
