"""What goes over the wire, and the log of it."""
