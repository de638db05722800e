"""Questions about registrations."""
