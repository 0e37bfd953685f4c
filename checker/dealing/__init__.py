"""Pack and seed in, a git repository out: what is drawn, planted, made messy and committed."""
