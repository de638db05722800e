"""The yardstick: a minimal Wagtail project with Wagtail's own form page, as its tutorial makes it."""
