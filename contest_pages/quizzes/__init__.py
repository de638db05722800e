"""Quizzes: the question bank, quiz rounds, attempts and their marking. Imports review and below."""
