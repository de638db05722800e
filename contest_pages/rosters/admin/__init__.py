"""The staff's screens of rosters."""
