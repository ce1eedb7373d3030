"""How to reach a person: phone numbers, and the channels that use them."""
