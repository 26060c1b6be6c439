"""``make test``: what is checked, in which order, on which databases."""
