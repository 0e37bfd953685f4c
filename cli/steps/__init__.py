"""Steps that several commands share, one per module."""
