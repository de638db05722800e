"""What happened to entries. Sent after the commit, where nothing else is said."""

from django.dispatch import Signal

# job_pk: a job that a worker should do now
job_ordered = Signal()

# entry_pk: an entry that is with the reviewers now, or whose video breaks the rules; state: which of them
entry_checked = Signal()

# entry, to, now: a locked entry gets another state; sent inside the transaction, before the entry is saved
entry_moved = Signal()

# entry, now: the contestant has changed what was handed in; sent inside the transaction
entry_revised = Signal()

# entry_pk: an entry that was handed in as an address
link_handed_in = Signal()
