"""Stand-ins of the vendors on this machine: they keep every documented limit, and never leave a repeat out."""
