"""The addresses of a site without quizzes."""

urlpatterns: list = []
