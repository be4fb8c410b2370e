"""The one bound on every pattern search, so that no text can hold a search for long."""

SEARCH_SECONDS = 2.0
"""Seconds after which `regex` gives a search up with TimeoutError; a sheet's take microseconds."""
