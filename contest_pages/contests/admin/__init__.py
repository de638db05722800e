"""Staff views and edit views of contest pages."""
