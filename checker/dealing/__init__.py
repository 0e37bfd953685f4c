"""From a pack and a seed to a git repository: draw, plant, add mess, commit."""
