"""What others ask of results."""
