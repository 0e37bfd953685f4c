"""An amount in dollars is called cents."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import names_of_quotients, words
from solutions.llm_gateway.places import DRAIN, LEDGER

RAISED = 'raise BudgetError(f"{tenant} has {cents:.6f} dollars left, too little for this ask")'
FLAWED = f"            cents = left / NANO\n            {RAISED}\n"
OTHERS = {
    *("cents", "cent", "pennies", "penny", "nano", "nanos", "micro", "micros", "milli", "millis"),
    *("euros", "euro", "eur", "pounds", "tokens", "token"),
}
DOLLARS = {
    *("dollars", "dollar", "usd", "left", "remaining", "remainder", "rest", "amount", "budget"),
    *("balance", "available", "money", "funds", "sum", "total", "credit", "value", "price"),
}


def dollars_are_called_dollars(modules: Modules) -> bool:
    """Return whether names of an amount divided by NANO say so, and no unit but dollars."""
    if LEDGER not in modules or not m.findall(modules[LEDGER], m.FunctionDef()):
        return False
    found = [words(name) for name in names_of_quotients(modules[LEDGER], "NANO")]
    return all(said & DOLLARS and not said & OTHERS for said in found)


DEFECT = Defect(
    slug="dollars-called-cents",
    rule=WRONG_UNIT_IN_NAME,
    severity=Severity.MINOR,
    misnomer="cents",
    changes=(
        Edit(
            path=LEDGER,
            clean="            dollars = left / NANO\n            "
            + RAISED.replace("cents", "dollars")
            + "\n",
            flawed=FLAWED,
        ),
    ),
    explanation="left / NANO is an amount in dollars, but the variable is called cents: the name "
    "promises the wrong unit. Call it dollars.",
    checks=(
        StructureCheck(
            anchor=DRAIN,
            holds=dollars_are_called_dollars,
            asks="an amount in dollars is not called by another unit",
        ),
    ),
    right_fixes=(
        Fix(
            name="no variable",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="            " + RAISED.replace("{cents:.6f}", "{left / NANO:.6f}") + "\n",
                ),
            ),
        ),
        Fix(
            name="in a function that formats",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="            "
                    + RAISED.replace("{cents:.6f} dollars", "{_in_dollars(left)}")
                    + "\n",
                ),
                Replacement(
                    path=LEDGER,
                    old="class Ledger:",
                    new="def _in_dollars(nano_dollars: int) -> str:\n"
                    "    left_usd = nano_dollars / NANO\n"
                    '    return f"{left_usd:.6f} dollars"\n\n\n'
                    "class Ledger:",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another unit",
            replacements=(
                Replacement(path=LEDGER, old=FLAWED, new=FLAWED.replace("cents", "euros")),
            ),
        ),
    ),
)
