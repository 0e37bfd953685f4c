"""The order tool tells one customer about the orders of another."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.rule import Severity
from checker.rules.security import MISSING_OWNERSHIP_CHECK
from solutions.helpdesk.places import DRAFTING, STORE

FLAWED = "        if order is None:\n"

DEFECT = Defect(
    slug="foreign-order",
    rule=MISSING_OWNERSHIP_CHECK,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=DRAFTING,
            clean="        if order is None or order.customer != ticket.customer:\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=STORE, text="who may see it is for the caller to decide."),),
    explanation="Nothing checks that the order belongs to the ticket's customer: whoever types "
    "another order number is told about somebody else's order. Compare order.customer.",
    checks=(HiddenTest(node_id="test_tools.py::test_an_order_of_somebody_else_is_not_told"),),
    rubric=Rubric(
        what=(
            (
                "order & "
                "belong|owner|ownership|owned|another|someone|somebody|anyone|else|foreign|authorization|authorisation"
            ),
            (
                "not|no|missing|without|lack "
                "check|compare|verify|validate|ensure|authorization|authorisation|ownership|access|filter|condition"
                " & order|customer|owner|belong|access|whose|ownership"
            ),
            "idor",
            (
                "ownership|authorization|authorisation|permission|access "
                "check|control|missing|not|test"
            ),
            (
                "other|another|foreign|any|someone|somebody|stranger|else "
                "customer|order|orders|people|person|status|data"
            ),
            "order.customer",
            "belong|belongs",
            (
                "customer & read|see|ask|query|get|learn|fetch|look & "
                "any|other|every|all|foreign|else"
            ),
            "leak|expose order|status|orders|information|data|other",
            "insecure direct object",
            "guess|guesses number|id|order",
        ),
        why=(
            (
                "other|another|foreign|any|every|all|someone|somebody|anybody|anyone|else|stranger"
                " customer|customers|order|orders|people|person|else"
            ),
            "belong|belongs",
            "leak|expose",
            "somebody|someone|anybody|anyone else|can|could",
            "idor",
            "privacy|private|confidential|gdpr|security|personal",
            "guess|guesses|knows|types",
            "not authorised|authorized|his|own|theirs|check|verify|belong|compare|customer",
            "prompt_injection|model asks",
            "ownership",
            "whoever",
            "for caller decide",
            "customer of ticket",
        ),
        fix=(
            "order.customer",
            "compare customer|order|ticket|owner",
            "check|verify|ensure|test order|owner|customer|belong|that|ownership",
            "ticket.customer",
            "same customer",
            "ownership check",
            "filter|where customer|by",
            "belong|belongs",
        ),
        paraphrases=(
            (
                "Any customer can ask for any order number here: there is no check that the"
                " order belongs to the customer of the ticket."
            ),
            "IDOR: missing ownership check on the order",
            (
                "store.order returns orders of all customers, so order.customer must be "
                "compared with ticket.customer."
            ),
            "What stops a customer from asking about somebody else's order?",
            "This leaks the status of other people's orders to whoever guesses a number.",
            "It is not verified that the order is of the same customer as the ticket.",
            "A customer who knows another order number gets its status.",
            "The order is looked up without looking whose it is.",
        ),
        forbidden=(
            "order not found message",
            "cache order",
            "lower case",
        ),
        near_misses=(
            "If the order is unknown the model should be told which orders there are.",
            "order_id may be missing from the values, then this is a KeyError.",
        ),
    ),
    right_fixes=(
        Fix(
            name="the owner is compared in a method",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        if order is None or not _owns(ticket, order):\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="def _owns(ticket: Ticket, order: Order) -> bool:\n"
                    "    return order.customer.casefold() == ticket.customer.casefold()\n\n\n"
                    "class Drafter:",
                ),
            ),
            imports=("from helpdesk.tickets import Order",),
        ),
        Fix(
            name="two answers that sound alike",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        if order is not None and order.customer != ticket.customer:\n"
                    "            order = None\n"
                    "        if order is None:\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the model is asked to be discreet",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old='description="Where an order of this customer is.",',
                    new='description="Where an order is. Only for this customer\'s own orders.",',
                ),
            ),
        ),
    ),
)
