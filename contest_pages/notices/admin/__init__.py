"""The staff's screens of letters."""
