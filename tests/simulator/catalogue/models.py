"""C: which model is asked, and what is done when it refuses."""

from __future__ import annotations

from typing import Any

from mistralai.client.errors import MistralError

from checker.simulator import answers

from .pair import EMBED, MODEL, Pair, Scene, requests, statuses, text_of

HELLO = [{"role": "user", "content": "hello"}]
LARGE = "mistral-large-2512"


async def ask(client: Any, model: str) -> str:
    return text_of(await client.chat.complete_async(model=model, messages=HELLO))


async def embed(client: Any, model: str) -> Any:
    return await client.embeddings.create_async(model=model, inputs=["text"])


async def falls_back_always(scene: Scene) -> str:
    try:
        return await ask(scene.client, LARGE)
    except MistralError:
        return await ask(scene.client, MODEL)


async def falls_back_from_overload(scene: Scene) -> str:
    try:
        return await ask(scene.client, LARGE)
    except MistralError as error:
        if error.status_code != 429 and error.status_code < 500:
            raise
        return await ask(scene.client, MODEL)


PAIRS = (
    Pair(
        code="C01",
        name="retired or foreign model",
        messy=lambda scene: ask(scene.client, "open-mistral-7b"),
        right=lambda scene: ask(scene.client, MODEL),
        seen=statuses,
        messy_shows=[400],
        right_shows=[200],
    ),
    Pair(
        code="C02",
        name="floating alias in production",
        messy=lambda scene: ask(scene.client, "mistral-medium-latest"),
        right=lambda scene: ask(scene.client, MODEL),
        seen=lambda scene: any(name.endswith("-latest") for name in scene.mistral.chat.models),
        messy_shows=True,
        right_shows=False,
    ),
    Pair(
        code="C03",
        name="chat model used for embeddings",
        messy=lambda scene: embed(scene.client, MODEL),
        right=lambda scene: embed(scene.client, EMBED),
        seen=statuses,
        messy_shows=[400],
        right_shows=[200],
    ),
    Pair(
        code="C04",
        name="model fallback on every error",
        messy=falls_back_always,
        right=falls_back_from_overload,
        script=lambda scene: scene.mistral.chat.respond_always(answers.status(401)),
        seen=requests,
        messy_shows=2,
        right_shows=1,
    ),
)
