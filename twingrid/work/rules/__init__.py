"""What is computed about requests from plain values. No Django here."""
