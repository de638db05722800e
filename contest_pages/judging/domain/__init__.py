"""Changes of state: plans, panels, candidates, assignments, sheets."""
