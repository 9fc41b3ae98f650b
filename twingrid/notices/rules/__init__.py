"""Plain computing of this app: lengths of texts, budgets and waiting. No Django here."""
