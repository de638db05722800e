"""Migrations of the app contest_quizzes."""
