"""Let the SDK keep what it builds anew for every call.

mistralai 3.7.0 makes a pydantic model for each body that it reads or writes, a type adapter for
each message and the type hints of each request: half of what a call costs. The zygote keeps those,
and every session has them from it. What the SDK does with them stays as it is.
"""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable
from functools import lru_cache
from typing import Any

SDK = "mistralai.client.utils"
HINTED = ("forms", "queryparams", "url")


def cache_sdk_models() -> None:
    """Replace what the SDK's serializers call by what remembers its results."""
    serializers: Any = importlib.import_module(f"{SDK}.serializers")
    serializers.create_model = _cached(serializers.create_model)
    unions: Any = importlib.import_module(f"{SDK}.unions")
    unions.TypeAdapter = lru_cache(maxsize=None)(unions.TypeAdapter)
    hints = lru_cache(maxsize=None)(typing.get_type_hints)
    for name in HINTED:
        module: Any = importlib.import_module(f"{SDK}.{name}")
        module.get_type_hints = hints


def _cached(create_model: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes a model of one ``body`` once for each type.

    Types that are equal may still differ in the order of a union's members, which decides what is
    tried first: their texts have to be the same too.
    """
    kept: dict[tuple[str, str], list[tuple[Any, Any]]] = {}

    def create(name: str, **parts: Any) -> Any:
        type_, _ = parts["body"]
        known = kept.setdefault((name, repr(type_)), [])
        for other, model in known:
            if other is type_ or other == type_:
                return model
        model = create_model(name, **parts)
        known.append((type_, model))
        return model

    return create
