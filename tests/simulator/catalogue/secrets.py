"""B: keys, and where they end up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mistralai.client import Mistral

from checker.simulator import redacted

from .pair import Pair, Scene, requests, result, said

FROM_ENVIRONMENT = redacted("Bearer env-key")


def keys(scene: Scene) -> list[str]:
    return [request.headers.get("authorization", "") for request in scene.mistral.requests]


def without_key(_scene: Scene) -> None:
    os.environ.pop("MISTRAL_API_KEY", None)


async def key_in_the_code(scene: Scene) -> None:
    async with Mistral(api_key="tQ7vJ2mX9cR4kL8pZ1sD6fG3hB5nW0yA", server_url=scene.url) as client:
        await said(client, "hello")


async def key_from_the_environment(scene: Scene) -> None:
    async with Mistral(api_key=os.environ["MISTRAL_API_KEY"], server_url=scene.url) as client:
        await said(client, "hello")


async def empty_key(scene: Scene) -> None:
    await said(Mistral(api_key=os.getenv("MISTRAL_API_KEY", ""), server_url=scene.url), "hello")


async def no_key_no_client(scene: Scene) -> None:
    key = os.environ.get("MISTRAL_API_KEY", "").strip()
    if not key:
        raise RuntimeError("MISTRAL_API_KEY is not set")
    await said(Mistral(api_key=key, server_url=scene.url), "hello")


async def key_with_its_newline(scene: Scene) -> None:
    with key_file() as file:
        await said(Mistral(api_key=file.read_text("utf-8"), server_url=scene.url), "hello")


async def key_stripped(scene: Scene) -> None:
    with key_file() as file:
        await said(Mistral(api_key=file.read_text("utf-8").strip(), server_url=scene.url), "hello")


@contextmanager
def key_file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="messypr-") as folder:
        file = Path(folder, "key")
        file.write_text("sk-file\n", "utf-8")
        yield file


async def host_from_the_request(scene: Scene) -> None:
    await _to(scene, {"question": "hello", "base_url": scene.stranger.urls["global"]}["base_url"])


async def host_of_the_deployment(scene: Scene) -> None:
    await _to(scene, scene.url)


async def _to(_scene: Scene, url: str) -> None:
    async with Mistral(api_key=os.environ["MISTRAL_API_KEY"], server_url=url) as client:
        await said(client, "hello")


async def no_key_is_no_error(scene: Scene) -> Any:
    return await said(Mistral(api_key=None, server_url=scene.url), "hello")


PAIRS = (
    Pair(
        code="B01",
        name="key in the code",
        messy=key_in_the_code,
        right=key_from_the_environment,
        seen=lambda scene: keys(scene) == [FROM_ENVIRONMENT],
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="B02",
        name="an unset key becomes an empty one",
        messy=empty_key,
        right=no_key_no_client,
        script=without_key,
        seen=result,
        messy_shows="LocalProtocolError",
        right_shows="RuntimeError",
    ),
    Pair(
        code="B03",
        name="key file read with its newline",
        messy=key_with_its_newline,
        right=key_stripped,
        seen=keys,
        messy_shows=[],
        right_shows=[redacted("Bearer sk-file")],
    ),
    Pair(
        code="B06",
        name="host taken from the request",
        messy=host_from_the_request,
        right=host_of_the_deployment,
        seen=lambda scene: len(scene.stranger.requests),
        messy_shows=1,
        right_shows=0,
    ),
    Pair(
        code="B07",
        name="a missing key is no error",
        messy=no_key_is_no_error,
        right=no_key_no_client,
        script=without_key,
        seen=requests,
        messy_shows=1,
        right_shows=0,
    ),
)
