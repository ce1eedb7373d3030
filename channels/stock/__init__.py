"""Rasa's own channels, each behind a desk: Slack, Twilio (SMS and WhatsApp), Messenger and Telegram.

All are off until `credentials.yml` names one. `docs/channels.md` says what each means for what patients write.
"""
