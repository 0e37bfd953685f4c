"""Checks that decide whether a defect is still there: one module per kind of check."""
