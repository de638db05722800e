"""Results: awards and winners. May import review and below."""
