"""The staff's screens about personal data."""
