"""Signals of the review, sent after the commit unless noted otherwise."""

from django.dispatch import Signal

# review_pk: a decision of which its contestant is notified now; inside the transaction that clears `tell_at`, if any
decision_due = Signal()

# review_pk: an entry was passed on to a colleague, with a question
passed_on = Signal()

# entry_pk: an entry is back from its contestant, or its term for changes has ended
changes_back = Signal()

# entry_pk: a rejected contestant has submitted an appeal
appeal_submitted = Signal()
