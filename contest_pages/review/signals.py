"""What happened in the review. Sent after the commit."""

from django.dispatch import Signal

# review_pk: the decision that was made
entry_decided = Signal()
