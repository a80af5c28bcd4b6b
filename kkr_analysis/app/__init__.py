"""The explorer of alliances (valgforbund) and the page of a meeting: in a notebook, and through Voilà."""
