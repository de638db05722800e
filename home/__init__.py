"""The portal's own pages: its home, plain pages, and the demo."""
