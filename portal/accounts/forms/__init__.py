"""What people fill in about themselves, their organisations, and others' roles."""
