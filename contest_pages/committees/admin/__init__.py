"""The staff's screens of committees."""
