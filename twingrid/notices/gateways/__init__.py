"""Machines outside that carry a text. They know no table of ours."""
