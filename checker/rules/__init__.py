"""The public catalogue of faults."""
