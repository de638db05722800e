"""Signals of the question bank."""

from django.dispatch import Signal

# correction: a KeyCorrection that is saved; actor, now. Sent inside the transaction, so that the correction and the
# new marks are there together or not at all. A receiver that has given marks for this version marks again and
# returns how many marks changed, a whole number; one that has given none returns 0.
key_corrected = Signal()
