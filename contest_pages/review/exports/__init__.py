"""The minutes of a preliminary review, as files."""
