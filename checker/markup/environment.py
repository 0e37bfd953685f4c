"""The templates, and how they are rendered."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.markup.code import plain
from checker.markup.prose import prose


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.markup"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = prose
    environment.filters["plain"] = lambda text: Markup(plain(str(text)))  # noqa: S704
    environment.filters["count"] = lambda number, thing: (
        f"{number:,} {thing}" + ("" if number == 1 else "s")
    )
    return environment


def asset(name: str) -> str:
    """Return the style sheet or the script of the page as it is in the package."""
    return PackageLoader("checker.markup").get_source(_environment(), name)[0]


def render(template: str, **values: object) -> str:
    """Return a rendered template; every value is escaped unless it is markup already."""
    return _environment().get_template(template).render(values)
