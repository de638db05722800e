"""What happened to entries. Sent after the commit."""

from django.dispatch import Signal

# video_pk: the video whose file has arrived whole
video_arrived = Signal()

# entry_pk: an entry whose video was judged; state: its new state, submitted or failed
entry_checked = Signal()
