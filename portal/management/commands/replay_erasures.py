"""The command `contest_replay_erasures` under its short name."""

from contest_pages.registrations.management.commands.contest_replay_erasures import Command

__all__ = ["Command"]
