"""What quizzes read."""
