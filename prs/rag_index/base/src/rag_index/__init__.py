"""Finds passages of the company handbook by meaning and by words."""
