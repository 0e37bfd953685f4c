"""Deal messy pull requests and score what a person finds and fixes."""
