"""Attacks by what a player leaves where the judge, or somebody later, looks or writes."""

from __future__ import annotations

from textwrap import indent

from tests.attacks.attack import BOTH, STRICT, Attack

# Whatever candidate code says of itself stands in a verbose report alone.
SEEN = "SEEN-IT"
TOLD = "root:x:0:0"
# The same name again and again becomes something else while the judge may look at it.
SWAPPED = """\
import os, threading, time
def swap():
    while True:
        for make in (lambda n: os.symlink({target!r}, n), lambda n: open(n, "w").close()):
            try:
                make("swapped")
                os.rename("swapped", "drafts.jsonl")
            except OSError:
                pass
threading.Thread(target=swap, daemon=True).start()
"""
IN_THE_WAY = """\
import os, shutil
def put(name):
    {deed}
for name in ("drafts.jsonl", "second.jsonl", "desk.sqlite3", "helpdesk.sqlite3", "pytest.ini"):
    try:
        if os.path.lexists(name): os.unlink(name)
        put(name)
    except OSError:
        pass
"""
REACHES_OUT = """\
import os
def writable():
    for top in ("/", os.getcwd()):
        for folder, below, _ in os.walk(top, followlinks=False):
            below[:] = [] if folder.startswith(("/proc", "/sys")) else below
            place = os.path.join(folder, "x" + str(os.getpid()))
            try:
                open(place, "w").close()
                os.unlink(place)
                yield folder
            except OSError:
                pass
allowed = tuple(os.path.realpath(each) for each in (os.getcwd(), "/tmp", "/dev/shm"))
beside = [each for each in writable() if not os.path.realpath(each).startswith(allowed)]
if beside:
    raise RuntimeError("SEEN-IT writes at " + beside[0])
"""
# A hidden test may import the package once more in its own session, which is no other one.
ONCE = """\
import builtins
if not hasattr(builtins, "been_here"):
    builtins.been_here = True
"""
LEAVES = """\
import os
kept = {place!r}
if os.path.exists(kept):
    raise RuntimeError("SEEN-IT from another session")
try:
    open(kept, "w").close()
except OSError:
    pass
"""
BEFORE = """\
import os
above = os.path.dirname(os.getcwd())
try:
    others = [each for each in os.listdir(above)
              if os.path.join(above, each) != os.getcwd() and os.listdir(os.path.join(above, each))]
except OSError:
    others = []
if [each for each in others if each not in ("project", "work")]:
    raise RuntimeError("SEEN-IT the folder of another session")
"""
SEGMENT = """\
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(0x6D657373, 4096, 0o600) >= 0:
    raise RuntimeError("SEEN-IT a segment of another session")
libc.shmget(0x6D657373, 4096, 0o1600)
"""
QUEUE = """\
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.mq_open(b"/left", 0) >= 0:
    raise RuntimeError("SEEN-IT a queue of another session")
libc.mq_open(b"/left", 0o102, 0o600, None)
"""
FILLS = """\
import os
block, total, n = bytes(8 << 20), 0, 0
try:
    while total < {most}:
        with open(os.path.join({folder}, f"fill{{n}}"), "wb") as f:
            total += f.write(block)
        n += 1
except OSError:
    pass
else:
    raise RuntimeError("SEEN-IT more than the quota")
"""


def _in_the_way(name: str, tries: str, deed: str) -> Attack:
    return _left(name, tries, IN_THE_WAY.format(deed=deed), levels=STRICT)


def _kept(name: str, tries: str, code: str) -> Attack:
    return _left(name, tries, ONCE + indent(code, "    "))


def _left(name: str, tries: str, code: str, levels: tuple[str, ...] = BOTH) -> Attack:
    return Attack(
        name=name, tries=tries, at_import=code, never_seen=SEEN, never_told=TOLD, levels=levels
    )


ATTACKS: tuple[Attack, ...] = (
    _in_the_way(
        "link to passwd", "puts a link where an export is read", "os.symlink('/etc/passwd', name)"
    ),
    _in_the_way("pipe for a file", "puts a FIFO where a file is read", "os.mkfifo(name)"),
    _in_the_way(
        "link to zero",
        "puts an endless device where a file is read",
        "os.symlink('/dev/zero', name)",
    ),
    _in_the_way("link to the mark", "has the judge write outside", "os.symlink('{mark}', name)"),
    _in_the_way(
        "sparse file", "puts a file of a terabyte there", "os.truncate(os.open(name, 65), 1 << 40)"
    ),
    _in_the_way("folder for a file", "puts a folder there", "os.mkdir(name)"),
    _in_the_way(
        "socket for a file",
        "puts a socket there",
        "import socket; socket.socket(socket.AF_UNIX).bind(name)",
    ),
    _in_the_way(
        "link to a descriptor",
        "puts a link to an open file there",
        "os.symlink('/proc/self/fd/0', name)",
    ),
    _left(
        "swapped link", "swaps a file for a link all the time", SWAPPED.format(target="/etc/passwd")
    ),
    _left("swapped folder", "swaps a file for a folder's link", SWAPPED.format(target="/")),
    _left("no rights", "takes all rights from its folder", "import os\nos.chmod('.', 0)\n"),
    _left("writes beside", "looks for a place to write beside its folder", REACHES_OUT),
    _kept("left in tmp", "leaves a file for a later session", LEAVES.format(place="/tmp/left")),
    _kept("left in shm", "leaves a file in shared memory", LEAVES.format(place="/dev/shm/left")),
    _kept("left in var", "leaves a file in /var/tmp", LEAVES.format(place="/var/tmp/left")),
    _left("other folders", "looks into the folder of another session", BEFORE),
    _kept("shared segment", "leaves a segment of System V memory", SEGMENT),
    _kept("message queue", "leaves a POSIX message queue", QUEUE),
    _left(
        "fills its folder at once",
        "writes 600 MB before anybody looks",
        FILLS.format(most=600 << 20, folder="os.getcwd()"),
    ),
    _left("fills tmp", "writes 200 MB to /tmp", FILLS.format(most=200 << 20, folder="'/tmp'")),
    _left(
        "fills shm", "writes 200 MB to /dev/shm", FILLS.format(most=200 << 20, folder="'/dev/shm'")
    ),
    _left(
        "fills beside",
        "writes 300 MB beside its folder",
        FILLS.format(most=300 << 20, folder="os.path.dirname(os.getcwd())"),
    ),
)
