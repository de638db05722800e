"""Changes of state of the review."""
