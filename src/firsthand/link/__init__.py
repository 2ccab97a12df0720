"""Linking: statements to claims, with their origins, their values, and what speaks against them."""

from firsthand.link.linker import link

__all__ = ["link"]
