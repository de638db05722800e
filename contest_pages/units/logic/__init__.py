"""Plain rules of units: no models, no HTTP."""
