"""F: the loop of tool calls, its order and its end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from checker.simulator import answers

from .pair import MODEL, Pair, Scene, requests, result, statuses, text_of

SCHEMA = {"type": "object", "properties": {"day": {"type": "string"}}}
TOOLS = [{"type": "function", "function": {"name": "rate", "parameters": SCHEMA}}]
QUESTION = {"role": "user", "content": "what was the rate on monday?"}
ON_MONDAY = answers.tool_call("rate", {"day": "mon"})
ON_TUESDAY = answers.tool_call("rate", {"day": "tue"})


def rate(day: str = "") -> str:
    return f"2.5% on {day}"


def wipe() -> str:
    return "wiped"


def careful(call: Any) -> str:
    """Return what a tool says, or to the model what was wrong with its call."""
    if call.function.name != "rate":
        return f"error: unknown tool {call.function.name}"
    arguments = call.function.arguments
    try:
        return rate(**(json.loads(arguments) if isinstance(arguments, str) else arguments))
    except (TypeError, ValueError) as error:
        return f"error: {error}"


def trusting(call: Any) -> str:
    return rate(**json.loads(call.function.arguments))


def anything_named(call: Any) -> str:
    return str(globals()[call.function.name](**json.loads(call.function.arguments)))


def told(call: Any, tool_result: str, name: str = "") -> dict[str, Any]:
    return {"role": "tool", "content": tool_result, "tool_call_id": name or call.id}


async def loop(
    scene: Scene, answer: Callable[[Any], str] = careful, rounds: int = 5, choice: str = ""
) -> str:
    messages: list[Any] = [QUESTION]
    options = {"tool_choice": choice} if choice else {}
    for _ in range(rounds):
        reply = await ask(scene, messages, **options)
        message = reply.choices[0].message
        if not message.tool_calls:
            return text_of(reply)
        messages += [message, *(told(call, answer(call)) for call in message.tool_calls)]
    raise RuntimeError("too many rounds")


async def ask(scene: Scene, messages: list[Any], **options: Any) -> Any:
    return await scene.client.chat.complete_async(
        model=MODEL, messages=messages, tools=TOOLS, **options
    )


async def forgets_the_call(scene: Scene) -> str:
    [call] = (await ask(scene, [QUESTION])).choices[0].message.tool_calls
    return text_of(await ask(scene, [QUESTION, told(call, careful(call))]))


async def answers_the_first_call(scene: Scene) -> str:
    message = (await ask(scene, [QUESTION])).choices[0].message
    call = message.tool_calls[0]
    return text_of(await ask(scene, [QUESTION, message, told(call, careful(call))]))


async def invents_ids(scene: Scene) -> str:
    message = (await ask(scene, [QUESTION])).choices[0].message
    for call in message.tool_calls:
        call.id = f"call_{call.id}"
    results = [told(call, careful(call)) for call in message.tool_calls]
    return text_of(await ask(scene, [QUESTION, message, *results]))


async def forces_the_first_round(scene: Scene) -> str:
    message = (await ask(scene, [QUESTION], tool_choice="any")).choices[0].message
    results = [told(call, careful(call)) for call in message.tool_calls]
    return text_of(await ask(scene, [QUESTION, message, *results], tool_choice="auto"))


async def flat_schema(scene: Scene) -> Any:
    tools = [{"name": "rate", "description": "the rate", "parameters": SCHEMA}]
    return await scene.client.chat.complete_async(model=MODEL, messages=[QUESTION], tools=tools)


async def nested_schema(scene: Scene) -> Any:
    return await ask(scene, [QUESTION])


async def calls_that_are_not_none(scene: Scene) -> str:
    reply = await ask(scene, [QUESTION])
    calls = reply.choices[0].message.tool_calls
    return "a tool" if calls is not None and len(calls) > 0 else text_of(reply)


async def calls_that_are_there(scene: Scene) -> str:
    reply = await ask(scene, [QUESTION])
    return "a tool" if reply.choices[0].message.tool_calls else text_of(reply)


def calls(*wanted: Any) -> Any:
    return lambda scene: scene.mistral.chat.respond(answers.reply(tool_calls=wanted))


def calls_forever(scene: Scene) -> None:
    scene.mistral.chat.respond(*[answers.reply(tool_calls=[ON_MONDAY])] * 12)


def plain_without_calls(scene: Scene) -> None:
    message = {"role": "assistant", "content": "plain"}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    body = {"id": "x", "object": "chat.completion", "created": 1, "model": MODEL, "usage": {}}
    body["choices"] = [choice]
    scene.mistral.chat.respond(answers.json_body(200, body))


def tool_messages(scene: Scene) -> list[str]:
    return [m["content"] for m in scene.mistral.chat.last.messages if m["role"] == "tool"]


PAIRS = (
    Pair(
        code="F01",
        name="tool result without the call",
        messy=forgets_the_call,
        right=loop,
        script=calls(ON_MONDAY),
        seen=statuses,
        messy_shows=[200, 400],
        right_shows=[200, 200],
    ),
    Pair(
        code="F02",
        name="only the first of several calls answered",
        messy=answers_the_first_call,
        right=loop,
        script=calls(ON_MONDAY, ON_TUESDAY),
        seen=statuses,
        messy_shows=[200, 400],
        right_shows=[200, 200],
    ),
    Pair(
        code="F03",
        name="tool loop without a bound",
        messy=lambda scene: loop(scene, rounds=10**6),
        right=loop,
        script=calls_forever,
        seen=requests,
        messy_shows=13,
        right_shows=5,
    ),
    Pair(
        code="F04",
        name="json.loads on arguments that are an object",
        messy=lambda scene: loop(scene, answer=trusting),
        right=loop,
        script=calls(answers.tool_call("rate", {"day": "mon"}, as_object=True)),
        seen=requests,
        messy_shows=1,
        right_shows=2,
    ),
    Pair(
        code="F05",
        name="model's name looked up in globals()",
        messy=lambda scene: loop(scene, answer=anything_named),
        right=loop,
        script=calls(answers.tool_call("wipe")),
        seen=tool_messages,
        messy_shows=["wiped"],
        right_shows=["error: unknown tool wipe"],
    ),
    Pair(
        code="F06",
        name="tool failure ends the conversation",
        messy=lambda scene: loop(scene, answer=trusting),
        right=loop,
        script=calls(answers.tool_call("rate", {"week": 3})),
        seen=requests,
        messy_shows=1,
        right_shows=2,
    ),
    Pair(
        code="F07",
        name="invented ids of tool calls",
        messy=invents_ids,
        right=loop,
        script=calls(ON_MONDAY),
        seen=statuses,
        messy_shows=[200, 400],
        right_shows=[200, 200],
    ),
    Pair(
        code="F08",
        name="flat tool schema",
        messy=flat_schema,
        right=nested_schema,
        seen=lambda scene: scene.mistral.chat.last.body["tools"][0]["type"],
        messy_shows="image_generation",
        right_shows="function",
    ),
    Pair(
        code="F09",
        name="tool_choice any kept for every round",
        messy=lambda scene: loop(scene, choice="any"),
        right=forces_the_first_round,
        seen=requests,
        messy_shows=5,
        right_shows=2,
    ),
    Pair(
        code="F10",
        name="tool_calls is not None",
        messy=calls_that_are_not_none,
        right=calls_that_are_there,
        script=plain_without_calls,
        seen=result,
        messy_shows="TypeError",
        right_shows="plain",
    ),
)
