"""What a customer is called among the team."""

from __future__ import annotations


def known_as(name: str, account: str) -> str:
    """Name a customer and, where there is one, the company they belong to.

    >>> known_as("Anna Berg", "Acme A/S")
    'Anna Berg (Acme A/S)'
    """
    return f"{name} ({account})" if account else name
