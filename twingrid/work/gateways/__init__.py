"""Machines outside that requests are exchanged with. Nothing here knows a table."""
