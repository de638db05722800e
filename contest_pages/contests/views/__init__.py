"""The contest's own screens in the admin."""
