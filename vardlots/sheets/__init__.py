"""The knowledge base as a spreadsheet: out to translators and reviewers, and back without loss."""
