"""Chat services: one folder each, all keeping the promises of `contract.py`."""
