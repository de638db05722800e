"""The staff's screens of requests."""
