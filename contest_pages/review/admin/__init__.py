"""The staff's screens of the review: queue, desk, plans, closing."""
