"""The deeds around people: each is one transaction, with a line in the record."""
