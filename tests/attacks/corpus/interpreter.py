"""Attacks inside the interpreter that runs candidate code."""

from __future__ import annotations

from tests.attacks.attack import Attack, at_import

ATTACKS: tuple[Attack, ...] = (
    at_import("exit at import", "ends the process with success", "import os\nos._exit(0)\n"),
    at_import("SystemExit", "raises SystemExit", "raise SystemExit(0)\n"),
    at_import("sys.exit", "calls sys.exit", "import sys\nsys.exit(0)\n"),
    at_import(
        "exit at exit",
        "turns every end into success",
        "import atexit, os\natexit.register(os._exit, 0)\n",
    ),
    at_import(
        "patched pytest",
        "makes pytest pass everything",
        "import pytest\npytest.raises = lambda *a, **k: __import__('contextlib').nullcontext()\n"
        "from _pytest.reports import TestReport\nTestReport.from_item_and_call = None\n",
    ),
    at_import(
        "skip", "skips whatever runs", "import pytest\npytest.skip(allow_module_level=True)\n"
    ),
    at_import(
        "no AssertionError",
        "replaces AssertionError",
        "import builtins\nbuiltins.AssertionError = type('A', (Exception,), {})\n",
    ),
    at_import(
        "always equal",
        "returns objects that equal everything",
        "class Equal(str):\n    __eq__ = __ge__ = __le__ = lambda *a: True\n"
        "    __hash__ = str.__hash__\n"
        "import helpdesk.drafting as d\n"
        "async def draft(self, ticket_id): return Equal()\nd.Drafter.draft = draft\n",
    ),
    at_import(
        "frame walk",
        "looks for expected values up the stack",
        "import sys\nframe = sys._getframe()\n"
        "while frame:\n    frame.f_locals.update(frame.f_globals)\n    frame = frame.f_back\n",
    ),
    at_import(
        "garbage search",
        "looks for the judge among all objects",
        "import gc\n"
        "found = [o for o in gc.get_objects() if type(o).__name__ in ('Judging', 'TestResult')]\n"
        "for o in found:\n    o.outcome = 'passed'\n",
    ),
    at_import(
        "patched clock",
        "stops all clocks",
        "import time\ntime.monotonic = time.perf_counter = time.time = lambda: 0.0\n",
    ),
    at_import(
        "patched sleep",
        "never sleeps",
        "import time, asyncio\ntime.sleep = lambda s: None\n"
        "async def sleep(*a): return None\nasyncio.sleep = sleep\n",
    ),
    at_import(
        "patched SDK",
        "answers for the model itself",
        "from mistralai.client.chat import Chat\nfrom types import SimpleNamespace as N\n"
        "async def complete_async(self, **k):\n"
        "    message = N(content='ok', tool_calls=None)\n"
        "    usage = N(prompt_tokens=1, completion_tokens=1, total_tokens=2)\n"
        "    return N(choices=[N(finish_reason='stop', message=message)], usage=usage)\n"
        "Chat.complete_async = complete_async\n",
    ),
    at_import(
        "patched servers",
        "sends requests elsewhere",
        "from mistralai.client import sdkconfiguration as s\n"
        "s.SERVERS.update(dict.fromkeys(s.SERVERS, 'http://127.0.0.1:9'))\n",
    ),
    at_import(
        "seeded",
        "makes all that is random the same",
        "import random, secrets\nrandom.seed(0)\nsecrets.token_hex = lambda n=8: '0' * 2 * n\n",
    ),
    at_import(
        "harness detected",
        "behaves once it sees the harness",
        "import sys\nif any('messypr' in name for name in sys.modules):\n"
        "    import helpdesk.drafting as d\n"
        "    d.Drafter.draft = lambda self, ticket_id: None\n",
    ),
    at_import(
        "traced",
        "watches every call",
        "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(print)\n",
    ),
    at_import(
        "audit hook",
        "refuses what others do",
        "import sys\n"
        "def hook(event, args):\n    if event == 'open': raise OSError('no')\n"
        "sys.addaudithook(hook)\n",
    ),
    at_import(
        "threads",
        "rewrites everything from a thread",
        "import threading, gc\ndef rewrite():\n    while True:\n"
        "        for o in gc.get_objects():\n            if type(o) is dict and 'raised' in o:\n"
        "                o.clear(); o['value'] = True\n"
        "threading.Thread(target=rewrite, daemon=True).start()\n",
    ),
)
