"""Doubtful verdicts of a round that was graded, put to the reviewer as questions about the code."""
