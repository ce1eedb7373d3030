"""Measurements of the widget in a real browser."""
