"""The customer's address is sent as the cache key of the prompt."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import PERSONAL_DATA_IN_REQUEST_METADATA
from checker.rules.rule import Severity
from solutions.helpdesk.places import CONTRIBUTING, DRAFTING

FLAWED = "                prompt_cache_key=ticket.customer,\n"

DEFECT = Defect(
    slug="customer-in-cache-key",
    rule=PERSONAL_DATA_IN_REQUEST_METADATA,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=DRAFTING, clean="                prompt_cache_key=ticket.id,\n", flawed=FLAWED),
    ),
    sites=(Site(path=CONTRIBUTING, text="leaves the desk: not in prompts, not in metadata"),),
    explanation="prompt_cache_key=ticket.customer sends the customer's e-mail address to the API "
    "with every request. The address must never leave the desk: use an opaque id.",
    checks=(HiddenTest(node_id="test_drafts.py::test_the_customers_address_never_leaves"),),
    right_fixes=(
        Fix(
            name="no cache key",
            replacements=(Replacement(path=DRAFTING, old=FLAWED, new=""),),
        ),
        Fix(
            name="a digest of the ticket's number",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="                prompt_cache_key=_cache_key(ticket),\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="def _cache_key(ticket: Ticket) -> str:\n"
                    "    return hashlib.sha256(ticket.id.encode()).hexdigest()[:16]\n\n\n"
                    "class Drafter:",
                ),
            ),
            imports=("import hashlib",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the address moves to the metadata",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new='                metadata={"customer": ticket.customer},\n',
                ),
            ),
        ),
    ),
)
