"""Chat completions and conversations, from a request to its answer."""
