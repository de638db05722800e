"""Contests: the page tree, its milestones, prizes, rules, and the clock that reads them."""
