"""Changes of state of registrations."""
