"""Generated content: ids, vectors, texts, values of a JSON schema."""
