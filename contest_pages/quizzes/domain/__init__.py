"""Changes of state of attempts."""
