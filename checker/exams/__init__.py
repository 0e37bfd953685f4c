"""The attempts at an exam, kept in a file that only the organiser can write."""

from checker.exams.attempts import add, close, holding, read
from checker.exams.values import Attempt, Attempts

__all__ = ["Attempt", "Attempts", "add", "close", "holding", "read"]
