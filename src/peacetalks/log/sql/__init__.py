"""Logs in SQL databases: one schema, one store, and the differences between two databases."""
