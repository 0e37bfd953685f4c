"""Faults in what is committed."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

SECRET_COMMITTED = Rule(
    code="HYG007",
    name="secret-committed",
    category=Category.HYGIENE,
    summary="A key or password is committed.",
    why="It is public from the first push on, and stays in the history: it has to be revoked.",
    bad='API_KEY = "kJ8d-not-a-real-key"',
    good='API_KEY = os.environ["API_KEY"]',
    formerly=("HYG1001",),
)
LOOSE_DEPENDENCY = Rule(
    code="HYG005",
    name="loose-dependency",
    category=Category.HYGIENE,
    summary="A dependency admits versions that the code does not work with.",
    why="The next install takes another major version, or a compromised release.",
    bad='dependencies = ["mistralai>=1.0"]',
    good='dependencies = ["mistralai==3.7.0"]',
    formerly=("HYG1003",),
)
LEFTOVER_FILE = Rule(
    code="HYG004",
    name="leftover-file",
    category=Category.HYGIENE,
    summary="A file that only its author needed is committed.",
    why="It grows stale, confuses the next reader and may hold what nobody should see.",
    bad='FILES = ["src/app.py", "run.log"]',
    good='FILES = ["src/app.py"]',
    formerly=("HYG1004",),
)
UNUSED_DEPENDENCY = Rule(
    code="HYG008",
    name="unused-dependency",
    category=Category.HYGIENE,
    summary="A dependency is declared that no line imports.",
    why="Everyone installs it, waits for it and has its holes, for nothing.",
    bad='dependencies = ["mistralai==3.7.0", "pandas==3.0.1"]',
    good='dependencies = ["mistralai==3.7.0"]',
    formerly=("HYG1032",),
)
DEBUG_OUTPUT_LEFT = Rule(
    code="HYG003",
    name="debug-output-left",
    category=Category.HYGIENE,
    summary="A print of a debugging session is still there.",
    why="It goes to the standard output of whoever uses the library, with whatever it shows.",
    bad='def work(job):\n    print("here", job)\n    return run(job)',
    good="def work(job):\n    return run(job)",
    formerly=(
        "HYG1043",
        "HYG1062",
        "debugging-left-behind",
    ),
)
COMMENTED_OUT_CODE = Rule(
    code="HYG002",
    name="commented-out-code",
    category=Category.HYGIENE,
    summary="Code that was replaced stays as a comment.",
    why="Nobody knows whether it is to come back, and nobody keeps it up.",
    bad="# total = count(rows)\ntotal = len(rows)",
    good="total = len(rows)\nuse(total)",
    formerly=("HYG1050",),
)
PERSONAL_DATA_COMMITTED = Rule(
    code="HYG006",
    name="personal-data-committed",
    category=Category.HYGIENE,
    summary="Data of real people is committed.",
    why="Everyone with the repository has it now, and the history keeps it.",
    bad='FILES = ["src/app.py", "customers.csv"]',
    good='FILES = ["src/app.py", "tests/made_up_customers.csv"]',
    formerly=(
        "HYG1031",
        "HYG1060",
        "real-data-committed",
    ),
)
CHECKS_LOOSENED = Rule(
    code="HYG001",
    name="checks-loosened",
    category=Category.HYGIENE,
    summary="A pull request about something else turns checks off.",
    why="What it lets through is not only this change but every later one.",
    bad='MYPY = {"strict": False}',
    good='MYPY = {"strict": True}',
    formerly=("HYG1061",),
)
RULES = (
    SECRET_COMMITTED,
    LOOSE_DEPENDENCY,
    LEFTOVER_FILE,
    UNUSED_DEPENDENCY,
    DEBUG_OUTPUT_LEFT,
    COMMENTED_OUT_CODE,
    PERSONAL_DATA_COMMITTED,
    CHECKS_LOOSENED,
)
