"""Lists as files: to fill in, to mend, to sign."""
