"""The moderators' screens."""
