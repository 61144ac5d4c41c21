"""Watches a log for everyone: mirrors its heads and, once closed, its entries, and compares.

`python -m voting.monitor --help`.
"""
