"""The staff's screens of registrations."""
