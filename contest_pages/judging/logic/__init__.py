"""The rules of juries as plain values: points, aggregation, ties, assignment, sheets."""
