"""Changes of state of questions."""
