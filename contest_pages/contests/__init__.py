"""Contests: the page tree, its milestones, prizes, rules, and the phases that follow from them."""
