"""An assistant for the clerks of a claims department."""
