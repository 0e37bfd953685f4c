"""Judge and player: the only place that starts candidate code, or tools that read it."""
