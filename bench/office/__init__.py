"""The office with made-up weeks behind it, and the pictures that docs/ shows of it."""
