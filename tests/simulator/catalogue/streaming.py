"""E: streams, to their end and otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from checker.simulator import answers

from .pair import MODEL, AnswerError, Pair, Scene, requests, result, text_of

HELLO = [{"role": "user", "content": "hello"}]
BUDGET = 1.0


def opened(client: Any) -> Any:
    return client.chat.stream_async(model=MODEL, messages=HELLO)


async def words(client: Any) -> AsyncIterator[str]:
    async with await opened(client) as stream:
        async for event in stream:
            for choice in event.data.choices:
                if isinstance(choice.delta.content, str):
                    yield choice.delta.content


async def whole(client: Any) -> str:
    return "".join([word async for word in words(client)])


def told(*pieces: Any, **options: Any) -> Any:
    return lambda scene: scene.mistral.chat.respond_always(answers.stream(*pieces, **options))


async def not_awaited(scene: Scene) -> list[Any]:
    return [event async for event in opened(scene.client)]


async def leaves_it_open(scene: Scene) -> str:
    stream = await opened(scene.client)
    scene.kept.append(stream)
    async for event in stream:
        if event.data.choices[0].delta.content:
            return str(event.data.choices[0].delta.content)
    return ""


async def leaves_and_closes(scene: Scene) -> str:
    async with await opened(scene.client) as stream:
        scene.kept.append(stream)
        async for event in stream:
            if event.data.choices[0].delta.content:
                return str(event.data.choices[0].delta.content)
    return ""


def endless(scene: Scene) -> None:
    scene.mistral.chat.respond(answers.stream("first", scene.mistral.gate(), "second"))


def noticed(scene: Scene) -> bool:
    return scene.mistral.wait_for(lambda m: bool(m.chat.disconnected), timeout=0.4)


async def adds_whatever_comes(scene: Scene) -> str:
    said = ""
    async with await opened(scene.client) as stream:
        async for event in stream:
            said += event.data.choices[0].delta.content
    return said


async def adds_text(scene: Scene) -> str:
    said = ""
    async with await opened(scene.client) as stream:
        async for event in stream:
            content = event.data.choices[0].delta.content
            chunks = content if isinstance(content, list) else []
            said += content if isinstance(content, str) else "".join(c.text for c in chunks)
    return said


async def old_chunks(scene: Scene) -> list[Any]:
    async with await opened(scene.client) as stream:
        return [chunk.choices[0].delta.content async for chunk in stream]


async def takes_what_came(scene: Scene) -> str:
    return await whole(scene.client)


async def asks_why_it_ended(scene: Scene) -> str:
    said, finish = "", None
    async with await opened(scene.client) as stream:
        async for event in stream:
            choice = event.data.choices[0]
            said += choice.delta.content or ""
            finish = choice.finish_reason or finish
    if finish != "stop":
        raise AnswerError(f"incomplete: {finish}")
    return said


async def begins_again(scene: Scene) -> str:
    shown = ""
    for _ in range(3):
        try:
            async for word in words(scene.client):
                shown += word
        except httpx2.TransportError:
            continue
        break
    return shown


async def begins_again_if_nothing_came(scene: Scene) -> str:
    shown = ""
    for _ in range(3):
        try:
            async for word in words(scene.client):
                shown += word
        except httpx2.TransportError:
            if shown:
                return shown
            continue
        break
    return shown


async def forgets_the_usage(scene: Scene) -> int:
    await whole(scene.client)
    return 0


async def counts_the_usage(scene: Scene) -> int:
    tokens = 0
    async with await opened(scene.client) as stream:
        async for event in stream:
            tokens += event.data.usage.total_tokens if event.data.usage else 0
    return tokens


async def first_word_before_the_rest(scene: Scene, yields: Any) -> bool:
    """Return whether the first word comes out while the server holds the second back."""
    gate = scene.mistral.gate()
    scene.mistral.chat.respond(answers.stream("one", gate, "two"))
    first = asyncio.create_task(anext(yields(scene.client)))
    assert await asyncio.to_thread(gate.wait_for_arrival)
    done, _ = await asyncio.wait([first], timeout=0.4)
    gate.open()
    await first
    return bool(done)


async def buffered(client: Any) -> AsyncIterator[str]:
    parts = [word async for word in words(client)]
    for part in parts:
        yield part


async def timeout_of_each_read(scene: Scene) -> str:
    stream = await scene.client.chat.stream_async(
        model=MODEL, messages=HELLO, timeout_ms=int(BUDGET * 1000)
    )
    async with stream:
        return "".join([event.data.choices[0].delta.content or "" async for event in stream])


async def timeout_of_the_whole(scene: Scene) -> str:
    async with asyncio.timeout(BUDGET):
        return await whole(scene.client)


async def completes_a_stream(scene: Scene) -> str:
    answer = await scene.client.chat.complete_async(model=MODEL, messages=HELLO, stream=True)
    return text_of(answer)


async def keeps_the_last_calls(scene: Scene) -> list[str]:
    calls: list[Any] = []
    async with await opened(scene.client) as stream:
        async for event in stream:
            calls = event.data.choices[0].delta.tool_calls or calls
    return [call.function.name for call in calls]


async def keeps_all_calls(scene: Scene) -> list[str]:
    calls: dict[int, Any] = {}
    async with await opened(scene.client) as stream:
        async for event in stream:
            for call in event.data.choices[0].delta.tool_calls or []:
                calls[call.index] = call
    return [calls[index].function.name for index in sorted(calls)]


async def first_choice_of_each(scene: Scene) -> str:
    async with await opened(scene.client) as stream:
        return "".join([event.data.choices[0].delta.content or "" async for event in stream])


def cut_then_whole(scene: Scene) -> None:
    scene.mistral.chat.respond(
        answers.stream("Hel", "lo", cut_after=2, opening=True), answers.stream("Hel", "lo")
    )


USAGE_ALONE = {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}
PAIRS = (
    Pair(
        code="E01",
        name="async for over a stream that nobody awaited",
        messy=not_awaited,
        right=takes_what_came,
        seen=requests,
        messy_shows=0,
        right_shows=1,
    ),
    Pair(
        code="E02",
        name="early exit leaves the stream open",
        messy=leaves_it_open,
        right=leaves_and_closes,
        script=endless,
        seen=noticed,
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="E03",
        name="delta.content added unchecked",
        messy=adds_whatever_comes,
        right=adds_text,
        script=told("Hel", None, [{"type": "text", "text": "lo"}]),
        seen=result,
        messy_shows="TypeError",
        right_shows="Hello",
    ),
    Pair(
        code="E04",
        name="chunks in the shape of 0.x",
        messy=old_chunks,
        right=takes_what_came,
        script=told("hi"),
        seen=result,
        messy_shows="AttributeError",
        right_shows="hi",
    ),
    Pair(
        code="E05",
        name="truncated stream taken for whole",
        messy=takes_what_came,
        right=asks_why_it_ended,
        script=told("The answer is 4", finish_reason="length"),
        seen=result,
        messy_shows="The answer is 4",
        right_shows="AnswerError",
    ),
    Pair(
        code="E06",
        name="retry after words were delivered",
        messy=begins_again,
        right=begins_again_if_nothing_came,
        script=cut_then_whole,
        seen=lambda scene: (scene.result, requests(scene)),
        messy_shows=("HelHello", 2),
        right_shows=("Hel", 1),
    ),
    Pair(
        code="E07",
        name="usage of streams not recorded",
        messy=forgets_the_usage,
        right=counts_the_usage,
        script=told("hi", usage=(7, 3)),
        seen=result,
        messy_shows=0,
        right_shows=10,
    ),
    Pair(
        code="E08",
        name="stream buffered before it is passed on",
        messy=lambda scene: first_word_before_the_rest(scene, buffered),
        right=lambda scene: first_word_before_the_rest(scene, words),
        seen=result,
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="E09",
        name="timeout_ms taken for a limit of the whole",
        messy=timeout_of_each_read,
        right=timeout_of_the_whole,
        script=lambda scene: scene.mistral.chat.respond(answers.drip(*"abcdefgh" * 2, every=0.1)),
        # On a busy machine the budget may be gone before a request is out: not completed either.
        seen=lambda scene: any(each.completed for each in scene.mistral.chat.requests),
        messy_shows=True,
        right_shows=False,
        slow=True,
    ),
    Pair(
        code="E10",
        name="complete with stream=True",
        messy=completes_a_stream,
        right=takes_what_came,
        script=told("hi"),
        seen=lambda scene: (scene.mistral.chat.last.headers["accept"], scene.result),
        messy_shows=("application/json", "SDKError"),
        right_shows=("text/event-stream", "hi"),
    ),
    Pair(
        code="E11",
        name="streamed tool calls overwritten",
        messy=keeps_the_last_calls,
        right=keeps_all_calls,
        script=told(answers.tool_call("a"), answers.tool_call("b")),
        seen=result,
        messy_shows=["b"],
        right_shows=["a", "b"],
    ),
    Pair(
        code="E12",
        name="first choice of an event without choices",
        messy=first_choice_of_each,
        right=takes_what_came,
        script=told("hi", USAGE_ALONE),
        seen=result,
        messy_shows="IndexError",
        right_shows="hi",
    ),
)
