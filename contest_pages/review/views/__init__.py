"""The contestant's page of the review."""
