"""What screens and documents of juries read."""
