"""What the portal's theme shows everywhere."""
