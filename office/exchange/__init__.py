"""Answers that go out as a sheet, and files that come back."""
