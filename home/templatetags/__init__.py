"""Tags of the portal's theme."""
