"""Every value that flows through messypr; nothing in here reads or writes.

Frozen, slotted, keyword-only dataclasses; tuples, not lists; ``PurePosixPath`` inside a
repository, ``Path`` on disk.
"""
