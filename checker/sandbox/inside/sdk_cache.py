"""Cache what the SDK builds again for every call.

mistralai 3.7.0 creates a pydantic model for each body that it reads or writes, a type adapter for
each message and the type hints of each request: half of the cost of a call. The zygote caches them,
and every session inherits the cache. What the SDK does with them is unchanged.
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
    """Replace the functions that the SDK's serializers call by cached ones."""
    serializers: Any = importlib.import_module(f"{SDK}.serializers")
    serializers.create_model = _cached(serializers.create_model)
    unions: Any = importlib.import_module(f"{SDK}.unions")
    unions.TypeAdapter = lru_cache(maxsize=None)(unions.TypeAdapter)
    hints = lru_cache(maxsize=None)(typing.get_type_hints)
    for name in HINTED:
        module: Any = importlib.import_module(f"{SDK}.{name}")
        module.get_type_hints = hints


def _cached(create_model: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that creates a model of one ``body`` once for each type.

    Types that are equal can differ in the order of a union's members, which decides what is
    tried first: their texts must be equal too.
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
