"""
The papers of a constituent meeting: what each item of the agenda says, as blocks; nothing here writes a file.

``papers.py`` gives all papers of a meeting in the order of the agenda. Every other module is one paper, or a
part that several of them have: the picks of a forum, the persons named to it, the lots.
"""
