"""Public pages: page meta, readiness checks, preview time, external videos, the page cache."""
