"""The answers as they are listed, shown, edited and compared."""
