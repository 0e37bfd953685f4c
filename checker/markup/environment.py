"""The templates, and how they are rendered."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.markup.code import plain
from checker.markup.prose import inline, prose

STYLES: Final = ("base", "top", "changes", "threads", "panels", "report")  # later ones win


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
    environment.filters["inline"] = inline
    environment.filters["plain"] = lambda text: Markup(plain(str(text)))  # noqa: S704
    environment.filters["count"] = lambda number, thing: (
        f"{number:,} {thing}" + ("" if number == 1 else "s")
    )
    return environment


def style_sheet() -> str:
    """Return the style sheet of the page and of the report."""
    loader, environment = PackageLoader("checker.markup"), _environment()
    return "\n".join(loader.get_source(environment, f"styles/{name}.css")[0] for name in STYLES)


def render(template: str, **values: object) -> str:
    """Return a rendered template; every value is escaped unless it is markup already."""
    return _environment().get_template(template).render(values)
