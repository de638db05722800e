"""The staff's screens of units."""
