"""What several commands do, one step a module."""
