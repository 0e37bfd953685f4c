"""Hands and eyes in a browser window."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EXPECTED = ("Failed to load resource",)  # an answer of 409 or 422 is told to people by the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window with the review page in it."""

    page: Any
    failures: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down what goes wrong in scripts, and every address that is asked for."""

        def said(message: Any) -> None:
            if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
                self.failures.append(message.text)

        self.page.on("console", said)
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def find(self, selector: str, text: str | None = None) -> Any:
        return self.page.locator(selector, has_text=text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def walk(self, *keys: str) -> None:
        """Press keys of the page, each once the one before it has had its effect."""
        for key in keys:
            done = int(self.page.locator("body").get_attribute("data-keys") or 0)
            self.press(key)
            self.page.locator(f'body[data-keys="{done + 1}"]').wait_for()

    def type(self, text: str) -> None:
        self.page.locator("textarea:focus").wait_for()
        self.page.keyboard.type(text)

    @contextmanager
    def held(self, address: str) -> Iterator[None]:
        """Hold back requests for an address within the block; at its end they go out in order."""
        waiting: list[Any] = []
        self.page.route(address, lambda route: waiting.append(route))  # noqa: PLW0108 (it marks what it is given)
        yield
        assert waiting
        for each in waiting:
            each.continue_()
        self.page.unroute(address)

    def number(self, path: str, line: int, side: str = "R") -> Any:
        """Return the cell of a line's number."""
        return self.file(path).locator(f'td.n[data-s="{side}"][data-n="{line}"]')

    def file(self, path: str) -> Any:
        return self.page.locator("#files > .file").filter(
            has=self.page.locator(f"h2:text-is('{path}')")
        )

    def comment(self, path: str, line: int, text: str, side: str = "R") -> None:
        self.number(path, line, side).click()
        self.type(text)
        before = self.find(".card").count()
        self.press("Control+Enter")
        self.find(".card").nth(before).wait_for()

    def kept(self) -> None:
        """Wait until what is typed is on the disk."""
        self.find("form.cf .kept", "kept").first.wait_for()

    def width(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def accessible(self) -> list[str]:
        """Return what axe-core finds fault with."""
        found = importlib.util.find_spec("axe_playwright_python")
        assert found is not None
        assert found.origin is not None
        self.page.evaluate(Path(found.origin).with_name("axe.min.js").read_text("utf-8"))
        result = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
            for each in result["violations"]
            for node in each["nodes"]
        ]
