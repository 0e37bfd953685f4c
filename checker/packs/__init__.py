"""Packs: find them, and load what they say at the edge."""
