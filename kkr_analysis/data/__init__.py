"""From files to facts: the project's folders, its figures, and what the authorities publish."""
