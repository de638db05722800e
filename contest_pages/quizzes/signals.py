"""What happened to quizzes. Sent after the commit, where nothing else is said."""

from django.dispatch import Signal

# round_ids: rounds in which attempts were marked again with a corrected key; correction_pk, actor, now.
# Sent inside the transaction
marks_corrected = Signal()
