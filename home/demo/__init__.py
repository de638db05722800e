"""A province's site with two contests: all of it invented, made through the same doors as real data."""
