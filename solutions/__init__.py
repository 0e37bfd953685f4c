"""The answer keys of the packs: for graders only."""
