"""Staff views of banners."""
