"""Rasa channels: how a person's words come in and one reply goes out.

Whichever of them Rasa imports, its logs are quiet from then on.
"""

from channels import quiet

quiet.apply()
