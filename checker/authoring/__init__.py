"""Begin a defect or an operator: its file, with what is missing marked, and its list entries."""
