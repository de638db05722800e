"""Changes of state of questions and attempts."""
