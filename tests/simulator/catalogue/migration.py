"""P: habits from older SDKs and from other APIs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import httpx2

from checker.simulator import answers

from .pair import Pair, Scene, requests, result, said


async def imported(scene: Scene, module: str, name: str) -> str:
    """Import something by its path, as a program's first lines do, and go to work."""
    getattr(import_module(module), name)
    return await said(scene.client, "hello")


async def catches_httpx(scene: Scene) -> str:
    httpx: Any = import_module("httpx")
    try:
        return await said(scene.client, "hello", timeout_ms=100)
    except httpx.TimeoutException:
        return "busy"


async def catches_httpx2(scene: Scene) -> str:
    try:
        return await said(scene.client, "hello", timeout_ms=100)
    except httpx2.TimeoutException:
        return "busy"


PAIRS = (
    Pair(
        code="P01",
        name="import path of 1.x",
        messy=lambda scene: imported(scene, "mistralai", "Mistral"),
        right=lambda scene: imported(scene, "mistralai.client", "Mistral"),
        seen=requests,
        messy_shows=0,
        right_shows=1,
    ),
    Pair(
        code="P02",
        name="client of 0.x",
        messy=lambda scene: imported(scene, "mistralai.client", "MistralClient"),
        right=lambda scene: imported(scene, "mistralai.client", "Mistral"),
        seen=requests,
        messy_shows=0,
        right_shows=1,
    ),
    Pair(
        code="P03",
        name="errors imported from models",
        messy=lambda scene: imported(scene, "mistralai.client.models", "SDKError"),
        right=lambda scene: imported(scene, "mistralai.client.errors", "SDKError"),
        seen=requests,
        messy_shows=0,
        right_shows=1,
    ),
    Pair(
        code="P04",
        name="exceptions of httpx",
        messy=catches_httpx,
        right=catches_httpx2,
        script=lambda scene: scene.mistral.chat.respond(answers.hang()),
        seen=lambda scene: result(scene) == "busy",
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="P05",
        name="parameters of another API",
        messy=lambda scene: said(scene.client, "hello", seed=7, max_completion_tokens=20),
        right=lambda scene: said(scene.client, "hello", random_seed=7, max_tokens=20),
        seen=lambda scene: [r.body.get("random_seed") for r in scene.mistral.requests],
        messy_shows=[],
        right_shows=[7],
    ),
)
