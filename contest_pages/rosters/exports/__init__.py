"""Lists as files: to fill in, to correct, to sign."""
