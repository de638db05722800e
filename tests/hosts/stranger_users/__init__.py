"""The stranger's users."""
