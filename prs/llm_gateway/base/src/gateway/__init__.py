"""One door to the Mistral API for all our teams."""
