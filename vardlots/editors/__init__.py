"""Who may look at, and who may edit, the knowledge base in the office."""
