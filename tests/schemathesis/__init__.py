"""Our interfaces asked for everything that their descriptions allow, and for more."""
