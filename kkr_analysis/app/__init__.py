"""The explorer of alliances (valgforbund) as widgets: in a notebook, and through Voilà in a browser."""
