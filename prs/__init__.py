"""The packs, as far as a candidate may see them."""
