"""Signals of quizzes."""

from django.dispatch import Signal

# round_ids: rounds in which attempts were marked again with a corrected key; correction_pk; changed: the number
# of changed marks; actor, now. Sent inside the transaction.
marks_corrected = Signal()
