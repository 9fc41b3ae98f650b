"""Dual-grid service: two partitions of one territory, fused, kept true, and answered for."""

__version__ = "0.1.0"
