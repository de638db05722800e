"""The staff's screens of quizzes."""
