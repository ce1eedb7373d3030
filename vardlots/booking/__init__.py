"""Appointments: what is free, what a person wishes for, who has which time."""
