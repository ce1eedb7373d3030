"""How well answers that contradict each other are found, in pairs of invented answers and in the own ones."""
