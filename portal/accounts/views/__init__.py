"""Pages about people, their organisations, and their roles."""
