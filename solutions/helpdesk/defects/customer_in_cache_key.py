"""The customer's address is sent as the cache key of the prompt."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import PERSONAL_DATA_IN_METADATA
from checker.rules.rule import Severity
from solutions.helpdesk.places import CONTRIBUTING, DRAFTING

FLAWED = "                prompt_cache_key=ticket.customer,\n"

DEFECT = Defect(
    slug="customer-in-cache-key",
    rule=PERSONAL_DATA_IN_METADATA,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=DRAFTING, clean="                prompt_cache_key=ticket.id,\n", flawed=FLAWED),
    ),
    sites=(Site(path=CONTRIBUTING, text="leaves the desk: not in prompts, not in metadata"),),
    explanation="prompt_cache_key=ticket.customer sends the customer's e-mail address to the API "
    "with every request. The address must never leave the desk: use an opaque id.",
    checks=(HiddenTest(node_id="test_drafts.py::test_the_customers_address_never_leaves"),),
    rubric=Rubric(
        what=(
            (
                "mail|address|customer|personal|pii "
                "sent|send|leak|leave|leaves|goes|given|in prompt_cache_key|as cache|to "
                "api|to mistral|transmitted|passed|outside"
            ),
            "pii|personal data|privacy|gdpr|data protection|confidential",
            (
                "customer|ticket.customer & cache "
                "key|prompt_cache_key|mail|address|metadata|api|personal"
            ),
            (
                "prompt_cache_key & "
                "customer|mail|address|personal|opaque|ticket.id|pii|privacy|hash|identifies|leak"
            ),
            "cache key mail|address|personal|opaque|identify",
            "leak mail|address|personal|pii",
            "sent|send mail|address|customer|personal",
            "mail address|customer",
            "mail & api|mistral|third|provider|sent|leak",
        ),
        why=(
            "mail",
            "address",
            "personal",
            "pii",
            "privacy|gdpr|data protection",
            "leave the desk|house|company",
            "contributing",
            "metadata",
            "leak",
            "third_party|provider|mistral|api sees|get|receive|know|learn",
            "identify|identifiable|identifying",
            "not leave|sent|share",
            "every|each request",
            "customers share cache",
        ),
        fix=(
            "ticket.id",
            "ticket id",
            "opaque",
            "hash|hashed|anonymous|pseudonym|neutral|random",
            "id instead",
            "not address|mail|customer",
            "internal id|number",
            "key of ticket",
        ),
        paraphrases=(
            (
                "The customer's e-mail address is sent to the API as the cache key: "
                "personal data must not leave the desk."
            ),
            "PII in prompt_cache_key",
            "prompt_cache_key should be an opaque id such as ticket.id, not the address.",
            "Doesn't this leak the customer's email to Mistral with each request?",
            ("CONTRIBUTING says that addresses never go into metadata, ticket.customer is one."),
            "The email of client is given to the API here, this is a privacy problem.",
            ("ticket.customer is a mail address and goes to Mistral in the request's metadata."),
            (
                "Personal data in a cache key: take something anonymous, like the number of"
                " the ticket."
            ),
        ),
        forbidden=(
            "cache not|never hit|work",
            "remove caching",
            "not supported",
            "another customer|to another",
            "same for all",
        ),
        near_misses=(
            "With a key per ticket the cache never gets a hit, drop it.",
            "The customer should be named in the prompt so that the model can greet him.",
        ),
    ),
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
