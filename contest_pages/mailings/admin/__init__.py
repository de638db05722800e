"""The staff's screens of mailings."""
