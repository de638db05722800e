"""Work outside requests: tasks for workers and regular housekeeping."""
