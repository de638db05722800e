"""A province's site with two contests: all invented, and created through the domain functions."""
