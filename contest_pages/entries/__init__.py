"""Entries: videos handed in, probed, judged against the live rules. May import registrations and below."""
