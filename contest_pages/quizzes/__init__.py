"""Quizzes: quiz rounds, attempts and their marking. Imports the question bank, review and below."""
