"""Claims, the documents that came with them, and what was paid."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from agentdesk.errors import NotFoundError, PaymentError

CLAIM_ID = re.compile(r"C-\d{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a policy holder asks to be paid for, and where the money goes."""

    id: str
    holder: str
    email: str
    iban: str
    insured_cents: int
    status: str = "open"
    documents: tuple[str, ...] = ()


class ClaimBook:
    """Reads claims and documents, keeps payments; files block: every method uses a worker thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def claim(self, claim_id: str) -> Claim:
        """Return a claim; raise NotFoundError if there is none."""
        return await asyncio.to_thread(self._claim, claim_id)

    async def claims_of(self, email: str) -> list[Claim]:
        """Return the claims of a policy holder, in the order of their numbers."""
        return await asyncio.to_thread(self._claims_of, email)

    async def document(self, name: str) -> str:
        """Return a document that a claim lists; raise NotFoundError for any other name."""
        return await asyncio.to_thread(self._document, name)

    async def paid_cents(self, claim_id: str) -> int:
        """Return what was paid for a claim so far."""
        return await asyncio.to_thread(self._paid_cents, claim_id)

    async def check_payment(self, claim_id: str, cents: int) -> None:
        """Raise an error if a payment cannot be made as things are; pay nothing."""
        claim = await self._open_claim(claim_id)
        left_cents = claim.insured_cents - await self.paid_cents(claim_id)
        if not 0 < cents <= left_cents:
            raise PaymentError(f"{cents} cents cannot be paid for {claim_id}, but {left_cents}")

    async def record(self, claim_id: str, cents: int) -> None:
        """Write a payment down that the bank has made."""
        await asyncio.to_thread(self._record, claim_id, cents)

    async def _open_claim(self, claim_id: str) -> Claim:
        claim = await self.claim(claim_id)
        if claim.status != "open":
            raise PaymentError(f"{claim_id} is not open but {claim.status}")
        return claim

    def _claim(self, claim_id: str) -> Claim:
        file = self._folder / "claims" / f"{claim_id}.json"
        if not CLAIM_ID.fullmatch(claim_id) or not file.exists():
            raise NotFoundError(f"there is no claim {claim_id}")
        return _read(file)

    def _claims_of(self, email: str) -> list[Claim]:
        return [claim for claim in self._claims() if claim.email == email]

    def _document(self, name: str) -> str:
        if not any(name in claim.documents for claim in self._claims()):
            raise NotFoundError(f"there is no document {name}")
        return (self._folder / "documents" / name).read_text(encoding="utf-8")

    def _paid_cents(self, claim_id: str) -> int:
        payments = self._folder / "payments.jsonl"
        if not payments.exists():
            return 0
        lines = payments.read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        return sum(entry["cents"] for entry in entries if entry["claim_id"] == claim_id)

    def _record(self, claim_id: str, cents: int) -> None:
        when = datetime.now(tz=UTC).isoformat()
        entry = {"claim_id": claim_id, "cents": cents, "at": when}
        with (self._folder / "payments.jsonl").open("a", encoding="utf-8") as payments:
            payments.write(json.dumps(entry) + "\n")

    def _claims(self) -> list[Claim]:
        return [_read(file) for file in sorted((self._folder / "claims").glob("C-*.json"))]


def _read(file: Path) -> Claim:
    values = json.loads(file.read_text(encoding="utf-8"))
    return Claim(**{**values, "documents": tuple(values.get("documents", ()))})
