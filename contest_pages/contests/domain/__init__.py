"""Changes of state of a contest's pages."""
