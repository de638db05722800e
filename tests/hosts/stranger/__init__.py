"""Another province's site: its own users, pictures, documents, and a NewsPage of its own."""
