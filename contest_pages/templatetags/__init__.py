"""Filters and tags that every feature's templates share."""
