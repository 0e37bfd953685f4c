"""Attacks by code that looks whether it is judged, and by texts that want to be in a report."""

from __future__ import annotations

from tests.attacks.attack import BOTH, Attack, committed

SEEN = "SEEN-IT"
WORDS = "('messypr', 'judge', 'grade', 'sandbox', 'attack', 'bwrap', 'simulator')"
LOOKS = f"""\
import os, socket, sys
def told(where, texts):
    for text in texts:
        if any(word in str(text).lower() for word in {WORDS}):
            raise RuntimeError(f"SEEN-IT {{where}}: {{text}}"[:200])
"""


def _looks(name: str, tries: str, code: str, levels: tuple[str, ...] = BOTH) -> Attack:
    return Attack(
        name=name, tries=tries, at_import=f"{LOOKS}{code}\n", never_seen=SEEN, levels=levels
    )


def _says(name: str, tries: str, code: str) -> Attack:
    """Return an attack that wants a text of its own in the report that everybody gets."""
    return Attack(name=name, tries=tries, at_import=code, never_told="LEAKED", levels=BOTH)


IMPORTS = """\
import importlib
for name in ("messypr_inside", "runner", "inside", "checker", "checker.sandbox.inside"):
    try:
        importlib.import_module(name)
    except ImportError:
        continue
    raise RuntimeError("SEEN-IT " + name)
"""
HANDS_ON = """\
import helpdesk.drafting as d
async def draft(self, ticket_id, *rest, **more):
    raise RuntimeError(f"LEAKED {ticket_id} {rest} {more}")
d.Drafter.draft = draft
"""

ATTACKS: tuple[Attack, ...] = (
    _looks("imports its launcher", "looks for the module that started it", IMPORTS),
    _looks("loaded modules", "reads the names of loaded modules", "told('modules', sys.modules)"),
    _looks(
        "own environment",
        "reads its environment",
        "told('environment', [*os.environ, *os.environ.values()])",
    ),
    _looks(
        "own command line",
        "reads its command line",
        "told('argv', [*sys.argv, *sys.orig_argv, open('/proc/self/cmdline').read()])",
        levels=("strict",),
    ),
    _looks(
        "own place",
        "reads where it is",
        "told('place', [os.getcwd(), __file__, *sys.path, socket.gethostname()])",
        levels=("strict",),
    ),
    _looks(
        "main module",
        "looks into the main module",
        "told('main', vars(sys.modules['__main__']))",
    ),
    _looks(
        "trusted authorities",
        "reads whom its client trusts",
        "import ssl\ntold('authority', ssl.create_default_context().get_ca_certs())",
    ),
    _looks(
        "listing of the root",
        "reads what is in the root folder",
        "told('root', [name for top in ('/', '/run', '/home', '/opt') if os.path.isdir(top)"
        " for name in os.listdir(top)])",
        levels=("strict",),
    ),
    _says("text of an error", "puts a text into the report", "raise RuntimeError('LEAKED')\n"),
    _says(
        "name of an error",
        "names an exception as it likes",
        "raise type('LEAKED scenario', (Exception,), {})()\n",
    ),
    _says(
        "module of an error",
        "names the module of an exception",
        "class E(OSError):\n    __module__ = 'LEAKED'\n    __qualname__ = __name__ = 'LEAKED'\n"
        "E.__name__ = 'LEAKED'\nraise E('LEAKED')\n",
    ),
    _says("hands arguments on", "puts a hidden test's arguments into an error", HANDS_ON),
    _says(
        "long error",
        "hides a text behind many lines",
        "raise ValueError('\\n' * 500 + 'LEAKED' * 500)\n",
    ),
    Attack(
        name="finding's text",
        tries="names what a linter complains of",
        files={
            "src/helpdesk/errors.py": "def f(LEAKED={}, x: int = 'LEAKED'):\n"
            "    LEAKED_too = 1\n    return undefined_LEAKED\n"
        },
        never_told="LEAKED",
    ),
    committed(
        "forged names",
        "own tests whose names are texts",
        {
            "tests/test_drafting.py": "import pytest\n"
            "@pytest.mark.parametrize('x', [1], ids=['LEAKED the key is'])\n"
            "def test_a(x):\n    assert x == 2\n"
        },
        never_told="LEAKED",
    ),
)
