"""A second judge: the verdicts that are in doubt, what somebody else says of them, a second score.

The built-in judge's score never changes: what a second judge comes to is kept beside it.
"""
