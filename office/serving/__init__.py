"""The running assistant, and where an edit goes."""
