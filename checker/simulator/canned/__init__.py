"""Content made up by rule: ids, vectors, texts, values of a JSON schema."""
