"""Faults of what a pull request brings along."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

SECRET_COMMITTED = Rule(
    code="HYG1001",
    name="secret-committed",
    category=Category.HYGIENE,
    summary="A key or password is committed.",
    why="It is public from the first push on, and stays in the history: it has to be revoked.",
    bad='API_KEY = "kJ8d-not-a-real-key"',
    good='API_KEY = os.environ["API_KEY"]',
)
LOOSE_DEPENDENCY = Rule(
    code="HYG1003",
    name="loose-dependency",
    category=Category.HYGIENE,
    summary="A dependency admits versions that the code does not work with.",
    why="The next install takes another major version, or a compromised release.",
    bad='dependencies = ["mistralai>=1.0"]',
    good='dependencies = ["mistralai==3.7.0"]',
)
LEFTOVER_FILE = Rule(
    code="HYG1004",
    name="leftover-file",
    category=Category.HYGIENE,
    summary="A file that only its author needed is committed.",
    why="It grows stale, confuses the next reader and may hold what nobody should see.",
    bad='FILES = ["src/app.py", "run.log"]',
    good='FILES = ["src/app.py"]',
)
REAL_DATA_COMMITTED = Rule(
    code="HYG1031",
    name="real-data-committed",
    category=Category.HYGIENE,
    summary="Real documents with names of people are committed as test data.",
    why="Everyone who clones the repository has them, and they stay in the history.",
    bad='FIXTURE = "payroll_march.csv"',
    good='FIXTURE = "made_up_people.csv"',
)
UNUSED_DEPENDENCY = Rule(
    code="HYG1032",
    name="unused-dependency",
    category=Category.HYGIENE,
    summary="A dependency is declared that no line imports.",
    why="Everyone installs it, waits for it and has its holes, for nothing.",
    bad='dependencies = ["mistralai==3.7.0", "pandas==3.0.1"]',
    good='dependencies = ["mistralai==3.7.0"]',
)
PERSONAL_DATA_COMMITTED = Rule(
    code="HYG1060",
    name="personal-data-committed",
    category=Category.HYGIENE,
    summary="Data of real people is committed.",
    why="Everyone with the repository has it now, and the history keeps it.",
    bad='FILES = ["src/app.py", "customers.csv"]',
    good='FILES = ["src/app.py", "tests/made_up_customers.csv"]',
)
CHECKS_LOOSENED = Rule(
    code="HYG1061",
    name="checks-loosened",
    category=Category.HYGIENE,
    summary="A pull request about something else turns checks off.",
    why="What it lets through is not only this change but every later one.",
    bad='MYPY = {"strict": False}',
    good='MYPY = {"strict": True}',
)
DEBUGGING_LEFT = Rule(
    code="HYG1062",
    name="debugging-left-behind",
    category=Category.HYGIENE,
    summary="What helped while debugging is still there.",
    why="It clutters the output, and may say what nobody should read.",
    bad='def decide(answer):\n    print("here", answer)\n    return answer',
    good="def decide(answer):\n    return answer",
)
DEBUG_OUTPUT_LEFT = Rule(
    code="HYG1043",
    name="debug-output-left",
    category=Category.HYGIENE,
    summary="A print of a debugging session is still there.",
    why="It goes to the standard output of whoever uses the library, with whatever it shows.",
    bad='def work(job):\n    print("here", job)\n    return run(job)',
    good="def work(job):\n    return run(job)",
)
RULES = (
    SECRET_COMMITTED,
    LOOSE_DEPENDENCY,
    LEFTOVER_FILE,
    REAL_DATA_COMMITTED,
    UNUSED_DEPENDENCY,
    DEBUG_OUTPUT_LEFT,
    PERSONAL_DATA_COMMITTED,
    CHECKS_LOOSENED,
    DEBUGGING_LEFT,
)
