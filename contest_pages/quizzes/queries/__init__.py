"""Queries of quizzes."""
