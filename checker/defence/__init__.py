"""Questions about a round that was handed in, whose answers are judged apart from its score."""
