"""Machines outside that the commands talk to."""
