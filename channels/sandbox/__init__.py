"""A Slack and a Telegram on this machine, as strict as the real ones."""
