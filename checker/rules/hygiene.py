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

RULES = (
    SECRET_COMMITTED,
    LOOSE_DEPENDENCY,
    LEFTOVER_FILE,
    REAL_DATA_COMMITTED,
    UNUSED_DEPENDENCY,
)
