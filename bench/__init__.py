"""Measurements of a running StackSpend. `make bench` prints them."""
