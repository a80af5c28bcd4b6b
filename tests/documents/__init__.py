"""Checkers for built documents: PDF/UA with veraPDF, HTML with axe-core, and what a PDF says of itself."""
