"""Public contests in Wagtail: what the editor publishes is what the forms enforce.

Each feature is an app of its own below this package; this root app holds what all of them share.
"""

__version__ = "0.2.0"
