"""Drawing by matplotlib's Figure API. Loaded with the first picture: it takes a second."""
