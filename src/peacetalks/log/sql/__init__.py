"""Logs in SQL databases: one schema, one store, and what differs between two databases."""
