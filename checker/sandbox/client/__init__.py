"""Clients of judges for the grading process: one judge, a pool, and a cache of answers."""
