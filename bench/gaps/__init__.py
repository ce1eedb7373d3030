"""How well gaps are found: the knowledge base's own entries play them, hidden from the retrieval."""
