"""Public views of contests: feeds, the shared picture."""
