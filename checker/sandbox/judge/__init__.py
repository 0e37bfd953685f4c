"""The judge: a trusted process that runs hidden tests and never imports candidate code."""
