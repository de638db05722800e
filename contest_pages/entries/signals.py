"""What happened to entries. Sent after the commit."""

from django.dispatch import Signal

# job_pk: a job that a worker should do now
job_ordered = Signal()

# entry_pk: an entry that is with the reviewers now, or whose video breaks the rules; state: which of them
entry_checked = Signal()

# entry_pk: an entry that was handed in as an address
link_handed_in = Signal()
