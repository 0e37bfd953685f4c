"""Whether a defect is there or gone: one module a kind of evidence."""
