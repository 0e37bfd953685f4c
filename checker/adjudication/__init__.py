"""A second judge: the verdicts in doubt, what somebody else says of them, and a second score.

The built-in judge's score never changes: what a second judge comes to is kept beside it.
"""
