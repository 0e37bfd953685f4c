"""Attacks on the grader: each tries to gain what it has not earned, and must gain nothing."""
