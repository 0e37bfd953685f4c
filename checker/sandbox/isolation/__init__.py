"""What candidate code and tools on it cannot do: levels of isolation, and commands run at them."""
