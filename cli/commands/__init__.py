"""The commands, one module each; every module is imported only when its command is run."""
