"""From outcomes and matched comments to a score with its reasons."""
