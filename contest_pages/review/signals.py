"""What happened in the review. Sent after the commit, where nothing else is said."""

from django.dispatch import Signal

# review_pk: a decision that its contestant is to be told now; inside the transaction that notes the telling, if there is one
decision_due = Signal()

# review_pk: an entry was passed on to a colleague, with a question
passed_on = Signal()

# entry_pk: an entry is back from its contestant, or its time for changes is over
changes_back = Signal()

# entry_pk: a rejected contestant asks for a second look
second_look_asked = Signal()
