"""The order tool tells one customer about the orders of another."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
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
