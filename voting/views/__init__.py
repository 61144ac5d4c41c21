"""Pages of votes: for everyone to read, and for the offices to run them."""
