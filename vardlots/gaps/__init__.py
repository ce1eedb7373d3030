"""What the knowledge base lacks, as patients' own questions tell it."""
