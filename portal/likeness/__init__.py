"""What is alike: texts by their words and letters, places by their distance. Pure numpy, seeded.

Words come from outside (`portal.common.japanese`). Whatever is found here only suggests.
"""
