"""What is counted of a period: as charts, as tables, in words."""
