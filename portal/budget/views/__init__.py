"""Pages about the city's budget."""
