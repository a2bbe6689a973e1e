"""Configured senders: provider types, connections, and the set-up kits that tell people what to paste where."""
