"""The REST interface: coverage, the registry, and the events of the government's grid platform."""
