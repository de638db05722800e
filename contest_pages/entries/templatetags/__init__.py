"""Tags about entries."""
