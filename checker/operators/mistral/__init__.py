"""Operators of mistral."""
