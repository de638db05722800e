"""Changes of state of entries and videos."""
