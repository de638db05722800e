"""What may happen to units."""
