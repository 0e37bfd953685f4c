"""What conversations cost in tokens."""

from __future__ import annotations

from dataclasses import dataclass

from mistralai.client.models import UsageInfo


@dataclass(slots=True)
class Usage:
    """Tokens billed so far, of every call, also of those that came to nothing."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    def add(self, billed: UsageInfo) -> None:
        """Count what one call was billed."""
        self.prompt_tokens += billed.prompt_tokens or 0
        self.completion_tokens += billed.completion_tokens or 0
