"""Writing people: `imports` takes over staff lists, `absences` records who is away."""
