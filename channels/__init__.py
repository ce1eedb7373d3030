"""Rasa channels: how a person's words come in and one reply goes out."""
