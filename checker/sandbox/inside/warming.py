"""Do once in the zygote what every session would import or build by itself."""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

from .sdk_cache import cache_sdk_models

IMPORTS = (
    "anyio._backends._asyncio",
    "argparse",
    "concurrent.futures.thread",
    "dataclasses",
    "httpcore2",
    "httpcore2._async.connection_pool",
    "httpcore2._sync.connection_pool",
    "mistralai.client.models_",
    "pytest",
    "sqlite3",
    "truststore",
)
USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
COMPLETION = {
    "id": "0",
    "object": "chat.completion",
    "created": 0,
    "model": "m",
    "usage": USAGE,
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": "m"},
        }
    ],
}
EMBEDDINGS = {
    "id": "0",
    "object": "list",
    "model": "m",
    "usage": USAGE,
    "data": [{"object": "embedding", "embedding": [0.0], "index": 0}],
}


def warm_up() -> None:
    """Import what is usually imported late, and let the SDK make its first calls, to nobody."""
    plugins: tuple[str, ...] = importlib.import_module("_pytest.config").default_plugins
    for name in (*IMPORTS, *(f"_pytest.{each}" for each in plugins)):
        importlib.import_module(name)
    cache_sdk_models()
    asyncio.run(_call())


async def _call() -> None:
    """Build the models of the most common calls, which the SDK builds on first use."""
    httpx2: Any = importlib.import_module("httpx2")
    sdk: Any = importlib.import_module("mistralai.client")

    def answer(request: Any) -> Any:
        chat = request.url.path.endswith("/chat/completions")
        return httpx2.Response(200, json=COMPLETION if chat else EMBEDDINGS)

    nobody = httpx2.MockTransport(answer)
    messages = [{"role": "user", "content": "m"}]
    async with httpx2.AsyncClient(transport=nobody) as later:
        with httpx2.Client(transport=nobody) as now:
            client = sdk.Mistral(api_key="none", client=now, async_client=later)
            await client.chat.complete_async(model="m", messages=messages)
            client.chat.complete(model="m", messages=messages)
            await client.embeddings.create_async(model="m", inputs=["m"])
            client.embeddings.create(model="m", inputs=["m"])
