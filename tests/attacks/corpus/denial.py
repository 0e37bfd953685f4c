"""Attacks that want the judge to hang, to fall over or to be left with something."""

from __future__ import annotations

from tests.attacks.attack import Attack, at_import, committed

DAEMON = """\
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import time
        time.sleep(600)
    os._exit(0)
"""

ATTACKS: tuple[Attack, ...] = (
    at_import("endless loop", "never comes back", "while True:\n    pass\n"),
    at_import(
        "deaf loop",
        "never comes back and ignores signals",
        "import signal\nfor n in (1, 2, 14, 15):\n    signal.signal(n, signal.SIG_IGN)\n"
        "while True:\n    pass\n",
    ),
    at_import("fork bomb", "forks without end", "import os\nwhile True:\n    os.fork()\n"),
    at_import("daemon", "leaves a process behind", DAEMON),
    at_import(
        "threads without end",
        "starts threads without end",
        "import threading, time\nwhile True:\n"
        "    threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n",
    ),
    at_import(
        "memory", "takes all memory", "x = []\nwhile True:\n    x.append(bytearray(1 << 26))\n"
    ),
    at_import(
        "disk",
        "fills the disk",
        "with open('big', 'wb') as f:\n    while True:\n        f.write(b'x' * (1 << 20))\n",
    ),
    at_import(
        "nested folders",
        "makes folders too deep to be removed",
        "import os\nfor _ in range(25_000):\n    os.mkdir('d')\n    os.chdir('d')\n",
    ),
    at_import(
        "files", "opens files without end", "x = []\nwhile True:\n    x.append(open('/dev/null'))\n"
    ),
    at_import(
        "output",
        "prints without end",
        "import os\nfor _ in range(2000):\n    os.write(1, b'x' * 65536)\n",
    ),
    at_import(
        "recursion",
        "recurses without end",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    return f()\nf()\n",
    ),
    at_import("crash", "crashes the interpreter", "import ctypes\nctypes.string_at(0)\n"),
    at_import(
        "kills its parent", "kills whoever started it", "import os\nos.kill(os.getppid(), 9)\n"
    ),
    at_import("kills everybody", "kills all it can", "import os\nos.kill(-1, 9)\n"),
    at_import("kills its group", "kills its process group", "import os\nos.killpg(0, 9)\n"),
    at_import(
        "outlives its parent",
        "asks not to be killed with its parent",
        "import ctypes, time\nctypes.CDLL(None).prctl(1, 0)\nwhile True:\n    time.sleep(1)\n",
    ),
    committed(
        "deep source",
        "4 KB of parentheses for the parser",
        {"src/helpdesk/errors.py": "x = " + "(" * 4000 + ")" * 4000 + "\n"},
    ),
    committed("large source", "a module of 3 MB", {"src/helpdesk/errors.py": "x = 1\n" * 500_000}),
    committed(
        "many files", "3,000 modules", {f"src/helpdesk/m{n}.py": "x = 1\n" for n in range(3000)}
    ),
    committed(
        "test that hangs",
        "the project's own tests never end",
        {"tests/test_drafting.py": "def test_a():\n    while True:\n        pass\n"},
    ),
)
