"""The staff's screens of entries and video jobs."""
