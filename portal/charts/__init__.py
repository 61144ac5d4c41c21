"""Charts for people who look rather than read: SVG pictures, drawn by matplotlib, kept by content.

A page says what a chart shows (facts), and puts the same figures as a table beside it.
"""
