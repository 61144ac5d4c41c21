"""Reading public tables: what is asked for, and what is told of it."""
