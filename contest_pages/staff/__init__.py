"""Staff accounts in Wagtail's admin: who may change which account, and groups that need a second person's approval."""
