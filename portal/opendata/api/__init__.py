"""The API: reading for everyone, and writing for programs of the city's departments."""
