"""Migrations of the app contest_question_bank."""
