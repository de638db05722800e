"""The public views of quizzes."""
