"""
Build the enclosure: run the notebook, turn it into HTML and PDF, and move it all in place at once.

Nothing is imported here: ``order`` is light, and ``enclosure`` brings in papermill, nbconvert and WeasyPrint.
"""
